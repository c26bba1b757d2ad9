// Package testkit has what the tests of several packages share: certificates, and
// values of the plugin protocol.
package testkit
