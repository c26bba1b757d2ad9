// Package sandbox is the vendors' APIs in miniature, and that of Nexla,
// which keeps their credentials, served on loopback.
//
// It is a fake because nothing else is possible here: the vendors offer no test
// accounts, one of them blocks addresses that keep sending bad credentials, and
// the failures that matter most (a reset in the middle of a response, a body
// without end, a rejection in the form of a server error) cannot be ordered from a
// live API. The provider's tests use the package; users reach it through the
// command connector-sandbox, to try their modules without vendor accounts.
//
// # How strict it is
//
// A healthy vendor accepts exactly the header forms that its documents or its
// working clients use, supports GET only, knows only the paths that the provider
// is meant to request, and rejects in its own words. A request that carries two
// credential schemes at once is rejected with 400, whatever else is configured,
// since a client that sends two never learns which one counted. Limits hold as
// they are documented: Precoro's "same GET once a minute", Paymo's five requests
// in five seconds.
//
// [Nexla] is the one API with a state that requests change. It is as strict: it
// rejects keys and query parameters that no client of it should send, and its
// probes find what the vendors of the same sandbox would say.
//
// Every way to fail is a [Fault] with a name and a reason; [Faults] lists them.
//
// # What it does not claim
//
// Nothing in it was tried against a vendor. Each fact carries a mark for its
// source, and a fact marked [guess] may be wrong:
//
//	[doc]    the vendor's own documents
//	[live]   recorded from the live API by others
//	[client] client code that works against the API
//	[said]   prose of third parties
//	[spec]   Nexla's published OpenAPI
//	[sdk]    Nexla's official SDKs
//	[seen]   observed behavior of Nexla's server, published nowhere
//	[guess]  undocumented
//
// Where a body is not documented its texts are invented, and no client should
// depend on them. The package shares no code with the provider's own
// definitions of the connectors: a fake that shares the code under test shares
// its errors.
//
// # What it keeps
//
// It records every request, but of header values only the User-Agent and of
// bodies only the names in them, so that a recording can be printed or attached
// to a bug report even where somebody sent a real secret by mistake. What a
// request saves in Nexla stays in memory, and is for tests to look at only.
package sandbox
