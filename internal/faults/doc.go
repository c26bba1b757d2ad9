// Package faults has only tests: a matrix of connectors, custom credentials
// included, failures, policies and phases.
//
// Each cell calls a provider of its own over the plugin protocol, in this process
// and without a CLI. The vendor is a sandbox of its own with one fault, or a
// failure of the network. The cell asserts the outcome, the number of requests, the
// duration, and plan or state, and searches everything that the provider returns
// and logs for secrets. The expectations share no code with the provider:
//
//	failures_test.go   the status, reason and requests of each failure
//	effects_test.go    what they change: the contract's table of results
//
// A failure that does not depend on the vendor is tested with two connectors, the
// others with connectors of each kind in all phases, and with every connector in the
// phases in which the vendor makes a difference. Each cell is a subtest:
//
//	go test ./internal/faults -run 'TestFaultMatrix/paymo/503_with_Retry-After/strict/plan-new'
//
// `make faults` runs all of them and prints a table.
package faults
