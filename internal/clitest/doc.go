// Package clitest runs the real CLI, Terraform or OpenTofu, with the provider, for
// tests: a [Workspace] is an empty folder with a configuration.
//
// With [Workspace.Trace], each command starts the provider as users install it, and so
// does [Workspace.Start]. Otherwise the commands of a workspace connect to one process,
// because three starts of the provider take nearly half of the time of a command.
//
// [Workspace.Leaks] searches everything that the commands have written (standard
// output and error, logs, plans, state) for secrets.
//
// The package does without terraform-exec and terraform-json. Tests here need the
// printed diagnostics, exit codes, flags that only one of the two CLIs has, and
// signals, which terraform-exec hides. State is read from the file, because
// terraform-json would need another run of the CLI each time.
package clitest
