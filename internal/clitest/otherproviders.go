package clitest

import (
	"os"
	"path/filepath"
)

// otherProvider is the provider to which tests pass secrets and headers.
const otherProvider = "consumer"

// validatedProviders are the providers that pages show beside this one.
var validatedProviders = []string{"aws", "vault", "restapi", "http"}

// UseOtherProviders lets the configuration use the providers that pages show
// beside this one. They have just enough of a schema to be validated.
func (w *Workspace) UseOtherProviders() {
	w.t.Helper()
	folder, err := Build()
	if err != nil {
		w.t.Fatal(err)
	}
	folders := map[string]string{"connector-credentials/connector": folder}
	for _, name := range validatedProviders {
		folders["hashicorp/"+name] = folder
	}
	w.override(folders)
}

// linkOtherProviders gives the binary of the other providers the name of each.
func linkOtherProviders(folder string) error {
	binary := func(name string) string { return filepath.Join(folder, "terraform-provider-"+name) }
	for _, name := range validatedProviders {
		if err := os.Link(binary(otherProvider), binary(name)); err != nil {
			return err
		}
	}
	return nil
}
