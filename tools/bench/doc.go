// Command bench measures the provider with the real CLI against a vendor with a
// given round trip, and writes a report, a CSV file and a plot.
//
// It compares the product with the floor, an empty provider with the same schemas
// whose plans wait for one round trip, with the http data source, and with
// terraform_data. A bound that is not met is printed, and is no error. A command
// that has another outcome or sends another number of requests than expected is an
// error, because nothing was measured.
//
// CPU time, memory and file descriptors are read from /proc, and are empty on
// systems other than Linux.
package main
