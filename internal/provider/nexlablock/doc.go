// Package nexlablock is Nexla's part of the provider: the block nexla of a
// credential, which saves it in Nexla, and the data sources and list resources that
// read from there.
//
//	settings.go                     the provider's nexla block, and the access to Nexla
//	schema.go, arguments.go         the block of a credential, and its attributes
//	block.go                        what the credential resource calls
//	plan.go, apply.go, refresh.go   what is due, doing it, reading it back
//	claims.go                       which resource of this run has which credential
//	*_data_source*.go, list_resource.go
//	problems.go, diagnostics.go     its diagnostics
//
// Package nexla has the API.
package nexlablock
