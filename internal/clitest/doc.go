// Package clitest runs the real CLI, Terraform or OpenTofu, with the provider
// as users install it, for tests: a [Workspace] is an empty folder with a
// configuration, and each command in it starts the provider anew.
//
// [Workspace.Leaks] searches everything that the commands have written (standard
// output and error, logs, plans, state) for secrets.
//
// The package does without terraform-exec and terraform-json. Tests here need the
// printed diagnostics, exit codes, flags that only one of the two CLIs has, and
// signals, which terraform-exec hides. State is read from the file, because
// terraform-json would need another run of the CLI each time.
package clitest
