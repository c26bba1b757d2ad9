// Package connector is the domain: what each vendor's credential consists of,
// how it is sent, whom to ask whether it is valid, and what the answer means.
//
// It knows nothing of Terraform and opens no connection. A [Definition] holds
// every fact about one connector, stated once; everything else in the provider
// (schemas, documentation, verification, diagnostics) is derived from it. [All]
// lists the definitions.
//
// Facts about a vendor carry a mark that says how certain they are:
//
//   - [doc]: the vendor's own documents
//   - [live]: recorded from the live API by others
//   - [client]: client code that works against the API
//   - [said]: third-party prose
//   - [guess]: nobody documents it
//
// Because no fact is tried against a vendor in tests, an answer that fits
// nothing that is known is always inconclusive and never a refusal.
package connector
