// Package provider is the Terraform side: schemas, plans, state and diagnostics.
//
// One implementation serves every connector. The schema of a resource follows
// from its [connector.Definition], and nothing here names a vendor. What a plan, an
// apply and a refresh decide is in package lifecycle; this package converts, calls
// and writes diagnostics.
//
//	provider.go, settings.go, policy.go       the provider block
//	credential_resource.go                    the resource's life: create, read, update, delete, import
//	credential_plan.go, credential_apply.go   what a plan and an apply do for one credential
//	credential_schema.go, credential_docs.go  its attributes and its page, made from the definition
//	inputs.go, attributes.go, conversion.go   configuration, plan and state as the inputs of a decision
//	fields.go, private_state.go               the arguments of fields; private state
//	credential_type.go                        what a custom credential and a built-in one have different
//	verification.go                           calling the verifier
//	diagnostics.go                            the texts of diagnostics about a verification
//	credential_reader*.go                     what data source and ephemeral resource share
//	credential_data_source.go, credential_ephemeral.go
//	catalog_data_source.go, request_headers_function.go
//	verify_action.go, identity.go              what CLIs from 1.14 and 1.12 add
//	custom*.go                                what a custom credential declares
//	nexla.go                                  what the resource knows of its nexla block (package nexlablock)
//
// Schema flags (Sensitive, WriteOnly) follow from a field's Secret flag only, in
// credential_schema.go and credential_reader_schema.go.
package provider
