// Package verify verifies credentials by requests to a vendor's API.
//
// A [Verifier] serves one process. For each distinct credential it runs one
// verification, however many callers there are, and caches the result. It tries the
// schemes and probes of the credential's definition in order, retries temporary
// failures, obeys the vendor's rate limit, and never waits beyond its time budget. It
// knows nothing of Terraform.
//
// From the outside in:
//
//	Verifier.Verify      cached results, one verification per credential   (verifier.go, flight.go)
//	verification         which scheme and which probe is next              (verification.go, hostschemes.go)
//	exchange             one probe: its request and its result             (exchange.go, ratelimit.go)
//	transport            retries, connections, failures                    (package transport)
//
// Of a response, only the outcome and the account leave this package: no body, no
// header, no error text, because vendors reflect input, and net/http quotes what it
// cannot parse. Causes of failures are the closed list of package transport.
package verify
