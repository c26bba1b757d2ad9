// Package nexla speaks the credential part of Nexla's Admin API: it finds,
// makes, changes, probes, shares and deletes data credentials, and reads the
// templates by which a vendor's are made.
//
// A [Client] serves one process. The way of a call, from the outside in:
//
//	Client.Get, Create, Probe ...   one call: its budget, and what its answer means    (credential.go, create.go, probe.go, accessors.go, vendor.go)
//	holdings                        what Nexla is known to hold, listed once a vendor  (holdings.go)
//	pages                           a listing, page by page                            (pages.go)
//	session                         the service key's session, shared by all calls     (session.go)
//	exchange                        one request with its retries                       (exchange.go, judge.go)
//	transport                       connections, failures, waits                       (package transport)
//
// Three properties of the API shape the package.
//
// A name is not unique, and there is no key that makes a POST repeatable. So
// [Client.Create] looks before it makes, one call at a time for each vendor and
// name; it sends its POST once; and if the answer is lost it looks again
// instead of sending a second.
//
// A 401 may be about the session or, from a probe, about the credential that
// is probed. [Client.Probe] tells them apart by reading the credential with the
// same session.
//
// Bodies are often empty, and what lies between may answer in Nexla's place. An
// empty 404 is Nexla's; one in HTML is a gateway's and does not mean that the
// credential is gone. See judge.go.
//
// # Secrets
//
// The service key, sessions and configurations travel as [secret.Value].
// Nothing of an answer reaches an error but Nexla's message, which is cleaned
// of control characters, redacted and cut, see redact.go. An observer is told
// of methods, paths and statuses only. The texts of net/http's errors are never
// shown, because they quote what could not be parsed.
//
// # Marks
//
// Facts about the API carry a mark for their source:
//
//	[spec]  the vendor's published OpenAPI
//	[sdk]   its official Python and TypeScript SDKs
//	[seen]  observed server behaviour, which is published nowhere
//
// What is [seen] may change without notice, so it has to fail softly: as an
// error that names what was not understood, never as a wrong conclusion.
package nexla
