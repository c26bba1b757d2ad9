// Package transport sends HTTP requests, for every API that the provider uses:
// it repeats them within limits, follows no redirect, trusts the user's
// certificate authorities, bounds bodies, and reports failures as one of a
// closed list of causes. It knows nothing of Terraform and nothing of credentials.
//
// From the outside in:
//
//	Client.Send       one request with its retries and waits                    (exchange.go, wait.go, failure.go)
//	RoundTrippers     one attempt: its timeout, its connections, its body       (client.go, roundtrippers.go)
//	connections       HTTP/1.1 or HTTP/2, proxies, certificate authorities      (connections.go)
package transport
