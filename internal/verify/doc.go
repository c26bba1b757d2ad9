// Package verify asks a vendor whether a credential is valid.
//
// A [Verifier] serves one process. For each distinct credential it makes one
// verification, however many callers ask, and keeps the answer. It tries the
// schemes and probes of the credential's definition in order, repeats what is
// worth repeating, keeps to the vendor's rate limit, and never waits past its
// time budget. It knows nothing of Terraform.
//
// The way of a request, from the outside in:
//
//	Verifier.Verify      memory of answers, one flight per credential     (verifier.go, flight.go)
//	conversation         which scheme and which probe comes next          (conversation.go, hostschemes.go)
//	exchange             one probe with its retries and waits             (exchange.go)
//	transport            connections, failures, waits                     (package transport)
//
// Nothing that a vendor sends leaves this package but the outcome and the
// account: no body, no header, no text of an error, because vendors reflect
// input and net/http quotes what it could not parse. What went wrong is told
// in package transport's closed list of causes.
package verify
