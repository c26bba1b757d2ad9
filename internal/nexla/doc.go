// Package nexla is a client of the credential part of Nexla's Admin API: it finds,
// creates, changes, probes, shares and deletes data credentials, and reads the
// templates of a vendor.
//
// A [Client] serves one process. The layers of a call, from the outside in:
//
//	Client.Get, Create, Probe ...   one call: its budget, and what its response means  (credential.go, create.go, probe.go, accessors.go, vendor.go)
//	storedCredentials               the caller's credentials, listed once per vendor   (stored_credentials.go)
//	pages                           a listing, page by page                            (pages.go)
//	session                         the service key's session, shared by all calls     (session.go)
//	exchange                        one request with its retries                       (exchange.go, classify.go)
//	transport                       connections, failures, waits                       (package transport)
//
// Three properties of the API shape the package.
//
// A name is not unique, and there is no idempotency key for a POST. Therefore,
// [Client.Create] looks for the name first, with one call at a time for each vendor
// and name, and sends its POST once. If the response is lost, it looks again instead
// of sending a second one.
//
// A 401 may be about the session or, from a probe, about the credential that
// is probed. [Client.Probe] distinguishes them by reading the credential with the
// same session.
//
// Bodies are often empty, and a gateway may respond instead of Nexla. An
// empty 404 is Nexla's; one in HTML is a gateway's and does not mean that the
// credential is gone. See classify.go.
//
// # Secrets
//
// The service key, sessions and configurations travel as [secret.Value].
// Nothing of a response reaches an error except Nexla's message, which is cleaned
// of control characters, redacted and cut, see redact.go. An observer receives
// methods, paths and statuses only. The texts of net/http's errors are never
// shown, because they quote what could not be parsed.
//
// # Marks
//
// Facts about the API carry a mark for their source:
//
//	[spec]  the vendor's published OpenAPI
//	[sdk]   its official Python and TypeScript SDKs
//	[seen]  observed server behavior, which is not documented
//
// What is [seen] may change without notice. If it does, the result is an error that
// describes the unexpected response, never a wrong conclusion.
package nexla
