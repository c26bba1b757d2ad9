// Package clitest runs the real CLI, Terraform or OpenTofu, with the provider
// as users install it, for tests: a [Workspace] is an empty folder with a
// configuration, and each command in it starts the provider anew.
//
// What a command has written (standard output and error, logs, plans, state)
// can be searched for secrets with [Workspace.Leaks].
package clitest
