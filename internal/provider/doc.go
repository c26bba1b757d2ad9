// Package provider is the Terraform side: schemas, plans, state and diagnostics.
//
// One implementation serves every connector. The schema of a resource follows
// from its [connector.Definition], and nothing here names a vendor.
//
//	provider.go, settings.go, policy.go       the provider block
//	credential_resource.go                    the resource's life: plan, create, read, update, delete, import
//	credential_schema.go                      its attributes, made from the definition
//	record.go                                 configuration, plan and state as one type
//	change.go, memory.go                      what has changed since the last apply, secrets included
//	verdict.go                                what an answer does: the contract's table
//	diagnostics.go                            every text about an answer that a user reads
//
// Schema flags (Sensitive, WriteOnly) are set in credential_schema.go only, and
// by a field's Secret flag only.
package provider
