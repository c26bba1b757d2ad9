// Package connector has the types of a connector: the fields of a vendor's credential,
// how they are sent, which request verifies them, and what the response means.
//
// It does not depend on Terraform and opens no connection. A [Definition] has every
// fact about one connector once; schemas, documentation, verification and diagnostics
// are derived from it. The definitions are in package catalog.
//
// Facts about a vendor have a mark that shows how certain they are:
//
//   - [doc]: the vendor's own documents
//   - [live]: recorded from the live API by others
//   - [client]: client code that works against the API
//   - [said]: third-party prose
//   - [guess]: not documented
//
// Because tests send no request to a vendor, a response that matches nothing known is
// always inconclusive and never a rejection.
package connector
