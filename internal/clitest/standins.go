package clitest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
)

// standIns are other people's providers that pages show beside this one.
var standIns = []string{"aws", "vault", "restapi", "http"}

// standInsBuilt is done once for a test program, into the folder of [Build].
var standInsBuilt struct {
	once sync.Once
	err  error
}

// UseStandIns lets the configuration have the providers that pages show beside
// this one. They have just enough of a schema to be validated.
func (w *Workspace) UseStandIns() {
	w.t.Helper()
	folder, err := Build()
	if err != nil {
		w.t.Fatal(err)
	}
	standInsBuilt.once.Do(func() { standInsBuilt.err = buildStandIns(folder) })
	if standInsBuilt.err != nil {
		w.t.Fatal(standInsBuilt.err)
	}
	folders := map[string]string{"connector-credentials/connector": folder}
	for _, name := range standIns {
		folders["hashicorp/"+name] = folder
	}
	w.override(folders)
}

// buildStandIns makes one binary with a name for each: it goes by its own name.
func buildStandIns(folder string) error {
	first := filepath.Join(folder, "terraform-provider-"+standIns[0])
	command := exec.Command("go", "build", "-o", first, module+"/internal/clitest/standin") //nolint:gosec,noctx // Fixed arguments; it ends by itself.
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("the stand-ins could not be built: %w\n%s", err, output)
	}
	for _, name := range standIns[1:] {
		if err := os.Link(first, filepath.Join(folder, "terraform-provider-"+name)); err != nil {
			return err
		}
	}
	return nil
}
