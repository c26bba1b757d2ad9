package faults_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// secretForms are the secrets of a credential before and after its rotation, in
// clear text and in all encodings.
type secretForms [][]byte

func secretFormsOf(of subject, credentials ...map[string]string) secretForms {
	var forms secretForms
	for _, fields := range credentials {
		for _, name := range of.secrets(fields) {
			forms = append(forms, formsOf(fields[name])...)
		}
	}
	// The rotated secret contains the other one, and most forms are equal.
	slices.SortFunc(forms, bytes.Compare)
	return slices.CompactFunc(forms, bytes.Equal)
}

// formsOf are secrets in clear text and in all encodings.
func formsOf(secrets ...string) (forms secretForms) {
	for _, secret := range secrets {
		for _, form := range clitest.Encodings(secret) {
			forms = append(forms, []byte(form))
		}
	}
	return forms
}

// leaks lists the places in which a secret is found: diagnostics and logs, and plan or
// state with private state if they must not contain it.
func (s secretForms) leaks(seen *observed) (places []string) {
	for place, content := range map[string][]byte{
		"the diagnostics": []byte(seen.text()), "the log": seen.logs.Bytes(), "plan, state or private state": seen.raw,
	} {
		for i, form := range s {
			if bytes.Contains(content, form) {
				places = append(places, fmt.Sprintf("a secret is in %s, in form %d of %d", place, i, len(s)))
			}
		}
	}
	return places
}

// TestLeaksAreFound plants a secret in each place and each form.
func TestLeaksAreFound(t *testing.T) {
	t.Parallel()
	const secret = `example/+?&"<>é-planted-secret`
	of := subject{name: "paymo", vendor: "paymo"}
	forms := secretFormsOf(of, map[string]string{"api_key": secret})
	for name, form := range clitest.Encodings(secret) {
		var logged observed
		logged.logs.WriteString("before " + form + " after")
		for place, seen := range map[string]*observed{
			"diagnostic": {diagnostics: []*tfprotov6.Diagnostic{{Detail: "before " + form + " after"}}},
			"log":        &logged,
			"state":      {raw: []byte("before " + form + " after")},
		} {
			if len(forms.leaks(seen)) == 0 {
				t.Errorf("a secret in a %s, as %s, is not found", place, name)
			}
		}
	}
	if places := forms.leaks(&observed{raw: []byte("example")}); len(places) > 0 {
		t.Error(places)
	}
}
