// Command bench measures the provider with the real CLI against a vendor that
// is as far away as it is told to be, and writes a table, a CSV file and a plot.
//
// Nothing of it is a test: a bound that is not met is printed. What does end the
// run with an error is a command that had another outcome or sent another number
// of requests than it should have, because then nothing was measured.
//
//	make bench                                  # about 20 minutes
//	go run ./internal/bench -quick              # about 4 minutes
//	go run ./internal/bench -n 100 -rtt 50ms -scenarios distinct,shared
//
// CPU time, memory and file descriptors are read from /proc and stay empty on
// other systems than Linux.
package main
