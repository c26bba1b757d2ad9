// Package faults holds a matrix of tests: every connector, custom credentials
// among them, times every failure, every policy and every phase. It has no other
// code.
//
// Each cell speaks the plugin protocol with a provider of its own, in this
// process and without a CLI, to a vendor of its own that fails in one way. It
// asserts the outcome, the number of requests, how long it may take, and that
// state is as it was wherever it must be. What is expected comes from two places
// only, neither of which shares code with the provider:
//
//	failures_test.go   what each failure comes to: status, reason, requests
//	effects_test.go    what that does: the contract's table of answers
//
// `make faults` runs it and prints it as a table.
package faults
