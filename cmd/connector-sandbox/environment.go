package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
)

// environment is what a shell has to run so that the provider, and a module with
// the usual variables, find the sandbox. Nexla's lines switch nothing on by
// themselves: a credential is saved where its resource says so. Explanations are comments, and every
// other line is an export, so that the whole can be sourced.
func environment(running *sandbox.Sandbox) string {
	var out strings.Builder
	comment := func(text string) { out.WriteString(strings.TrimSpace("# "+text) + "\n") }
	// The values are made by the sandbox from letters, digits and -_.:/@ only,
	// so that double quotes are enough for every shell.
	export := func(name, value string) { fmt.Fprintf(&out, "export %s=\"%s\"\n", name, value) }

	comment("Sandbox with simulated APIs of the vendors and Nexla, at " + running.URL() + " until interrupted.")
	comment("Vendors and credentials are fake: no request reaches a vendor.")
	comment("Paste these lines into the shell that runs Terraform, or source them from a file (-env-file).")
	comment("")
	comment("The sandbox to control with connector-sandbox -revoke and the other control flags:")
	export(addressVariable, strings.TrimPrefix(running.URL(), "http://"))
	comment("")
	comment("Addresses of the vendors:")
	for _, v := range running.Vendors() {
		endpoints := v.Endpoints()
		for _, name := range slices.Sorted(maps.Keys(endpoints)) {
			export("CONNECTOR_ENDPOINT_"+strings.ToUpper(name), endpoints[name])
		}
	}
	comment("")
	comment("Demo credentials, valid until -revoke:")
	eachDemoValue(running, func(name, value string) { export(strings.ToUpper(name), value) })
	comment("")
	comment("The same values as Terraform input variables:")
	eachDemoValue(running, func(name, value string) { export("TF_VAR_"+name, value) })
	comment("")
	comment("A vendor for a custom credential:")
	export("TF_VAR_acme_base_url", running.Acme().BaseURL())
	export("TF_VAR_acme_api_key", running.Acme().Demo()["api_key"])
	comment("")
	comment("Nexla:")
	export("NEXLA_API_URL", running.Nexla().BaseURL())
	export("NEXLA_SERVICE_KEY", running.Nexla().ServiceKey())
	return out.String()
}

// eachDemoValue visits the demo credentials' fields, named such as "precoro_api_token".
func eachDemoValue(running *sandbox.Sandbox, visit func(name, value string)) {
	for _, v := range running.Vendors() {
		demo := v.Demo()
		for _, field := range v.Fields() {
			if value, set := demo[field]; set { // The demo credential has no optional field.
				visit(v.Name()+"_"+field, value)
			}
		}
	}
}

// writeEnvironment puts the file in place in one step and with its whole
// content, so that a script may wait for it to exist.
func writeEnvironment(path, lines string) error {
	// os.CreateTemp makes the file with mode 0600.
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = temp.WriteString(lines)
	if closeErr := temp.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(temp.Name())
	}
	return err
}

// removeEnvironment takes the file away at the end, because the next script that
// waits for it would find the old one and continue too early. A file that somebody
// has changed since stays.
func removeEnvironment(path, lines string) {
	content, err := os.ReadFile(path) //nolint:gosec // The file that -env-file names, which this process wrote.
	if err == nil && string(content) == lines {
		_ = os.Remove(path)
	}
}
