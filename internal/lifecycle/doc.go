// Package lifecycle decides what a plan, an apply and a refresh do with one
// credential. It knows no Terraform framework, no network and no context: it takes
// the definition, the policies, the configuration, the prior state and the result of
// a verification, and returns the values of the computed attributes.
//
//	inputs.go         what a decision starts from
//	change.go         what differs from the last apply, secrets included
//	verification.go   when verification runs, and what each result does
//	plan.go           the computed attributes in a plan
//	apply.go          the computed attributes after an apply or a refresh
//	requirements.go   what the configuration requires, and how a response differs from it
//	report.go         what a response reports, account drift and expiry
//	private_state.go  the private state, in its current form and in earlier ones
//	hashes.go         the keyed hashes of write-only secrets
//	move.go           a custom credential that becomes a built-in one
//	policy.go         policies and phases
//	value.go          null, unknown and known values
//
// The tests have one row for each cell of the contract's tables.
package lifecycle
