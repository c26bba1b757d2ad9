// Command docexamples writes the examples of every connector, which the registry
// pages show and the tests apply. They come from the definitions, so that a new
// connector needs none by hand.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/hashicorp/hcl/v2/hclwrite"
)

func main() {
	for _, definition := range catalog.All() {
		if err := write("examples", definition); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// example is what the templates see of a connector.
type example struct {
	*connector.Definition

	Resource string // connector_credential_stripe
	Label    string // The name in references.
	Secrets  []connector.Field
	Clear    []argument // Fields that are not secret, with fake values.
	Region   string     // Empty if there is none to choose.
	Reports  bool       // Whether the vendor reports the account.
}

type argument struct{ Name, Value string }

func write(root string, definition *connector.Definition) error {
	data := example{
		Definition: definition,
		Resource:   "connector_credential_" + definition.Type,
		Label:      strings.ReplaceAll(definition.Example.Name, "-", "_"),
		Secrets:    definition.SecretFields(),
	}
	transcript, found := transcripts.Of(definition.Type)
	if !found {
		return fmt.Errorf("internal/catalog/transcripts/%s.txtar is missing", definition.Type)
	}
	for _, field := range definition.Fields {
		if !field.Secret && !field.Optional {
			data.Clear = append(data.Clear, argument{field.Name, transcript.Credential()[field.Name]})
		}
	}
	if definition.HasRegions() {
		data.Region = definition.Regions[1].Name
	}
	for _, probe := range definition.Probes {
		data.Reports = data.Reports || probe.ReportsAccount()
	}
	for file, text := range files {
		path := filepath.Join(root, filepath.Dir(file), data.Resource, filepath.Base(file))
		var content bytes.Buffer
		if err := template.Must(template.New(file).Funcs(functions).Parse(text)).Execute(&content, data); err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // Examples are for everybody to read.
			return err
		}
		written := content.Bytes()
		if filepath.Ext(path) != ".sh" {
			written = hclwrite.Format(written)
		}
		if err := os.WriteFile(path, written, 0o644); err != nil { //nolint:gosec // An example is for everybody to read.
			return err
		}
	}
	return nil
}

var functions = template.FuncMap{
	"upper": strings.ToUpper,
	// envs lists the environment variables that fields are read from.
	"envs": func(d *connector.Definition) string {
		var names []string
		for _, field := range d.Fields {
			if !field.Optional {
				names = append(names, d.Env(field))
			}
		}
		return sentence(names)
	},
	// arguments lists the write-only arguments of the secrets.
	"arguments": func(d *connector.Definition) string {
		var names []string
		for _, field := range d.SecretFields() {
			names = append(names, field.Name+"_wo")
		}
		return sentence(names)
	},
	"variables": func(d *connector.Definition) string {
		var names []string
		for _, field := range d.SecretFields() {
			names = append(names, "TF_VAR_"+d.Type+"_"+field.Name)
		}
		return sentence(names)
	},
}

func sentence(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// files are the templates, by the path of the file in examples/ without the
// folder of the connector.
var files = map[string]string{
	"resources/resource.tf": `# Set {{ variables .Definition }} in the environment.
# An ephemeral value is not stored in plan or state.
{{- range .Secrets }}
variable "{{ $.Type }}_{{ .Name }}" {
  type      = string
  ephemeral = true
  sensitive = true
}
{{ end }}
resource "{{ .Resource }}" "{{ .Label }}" {
  name        = "{{ .Example.Name }}"
  description = "{{ .Example.Description }}"
{{- range .Secrets }}
  {{ .Name }}_wo = var.{{ $.Type }}_{{ .Name }}
{{- end }}
{{- range .Clear }}
  {{ .Name }} = "{{ .Value }}"
{{- end }}
{{- if .Region }}
  region = "{{ .Region }}" # The default is "{{ (index .Regions 0).Name }}".
{{- end }}
  rotate_after = "2160h"
}
{{- if .Reports }}

# The account that {{ .Title }} reports. It is not secret.
output "{{ .Label }}_account" {
  value = {{ .Resource }}.{{ .Label }}.account
}
{{- end }}
`,
	"resources/import.sh": `# The ID is the name of the credential.
terraform import {{ .Resource }}.{{ .Label }} {{ .Example.Name }}
`,
	"resources/import-by-string-id.tf": `import {
  to = {{ .Resource }}.{{ .Label }}
  id = "{{ .Example.Name }}"
}
`,
	"data-sources/data-source.tf": `# Read from {{ envs .Definition }}, so that state contains no secret.
data "{{ .Resource }}" "{{ .Label }}" {
{{- if .Region }}
  region = "{{ .Region }}" # The default is "{{ (index .Regions 0).Name }}".
{{- end }}
  allow_unverified = true # The check below reports a rejection.
}

check "{{ .Label }}_is_valid" {
  assert {
    condition     = data.{{ .Resource }}.{{ .Label }}.status != "rejected"
    error_message = "{{ .Title }} rejected the credential (${data.{{ .Resource }}.{{ .Label }}.status_reason})."
  }
}
`,
	"ephemeral-resources/ephemeral-resource.tf": `# Read from {{ envs .Definition }}.
ephemeral "{{ .Resource }}" "{{ .Label }}" {
{{- if .Region }}
  region = "{{ .Region }}" # The default is "{{ (index .Regions 0).Name }}".
{{ end -}} }

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  {{ .Label }}_url     = ephemeral.{{ .Resource }}.{{ .Label }}.base_url
  {{ .Label }}_headers = ephemeral.{{ .Resource }}.{{ .Label }}.headers
}
`,
	"list-resources/list-resource.tfquery.hcl": `# terraform query lists what Nexla holds. With -generate-config-out=imported.tf it
# writes an import block and a resource for each credential. There, set
# {{ arguments .Definition }}
{{- if .Region }}, and region unless it is "{{ (index .Regions 0).Name }}"; Nexla reports neither.
{{- else }}; Nexla returns no secrets.
{{- end }}
list "{{ .Resource }}" "{{ .Label }}" {
  provider         = connector
  include_resource = true

  config {
    tag = "terraform"
  }
}
`,
}
