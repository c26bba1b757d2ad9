package faults_test

import (
	"maps"
	"slices"
	"sync"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// subject is a connector, or a custom credential for the vendor of the sandbox
// that no connector is for.
type subject struct {
	name   string // Of the connector.
	vendor string // Of the sandbox.
}

func subjects() []subject {
	var all []subject
	for _, definition := range catalog.All() {
		all = append(all, subject{name: definition.Type, vendor: definition.Type})
	}
	return append(all, subject{name: connector.CustomType, vendor: "acme"})
}

func (s subject) isCustom() bool { return s.name == connector.CustomType }

// resource is the type of its resource, data source and ephemeral resource.
func (s subject) resource() string { return "connector_credential_" + s.name }

// The custom credential's header, and what its probe wants to see.
const (
	customHeader = "X-Api-Key"
	customPath   = "/v1/me"
	customProof  = "account.id"
)

// defined is the definition, for what only it can say.
func (s subject) defined() *connector.Definition { return definitions()[s.name] }

// definitions are those of all subjects, made once: a cell asks them often.
var definitions = sync.OnceValue(func() map[string]*connector.Definition {
	proof, err := connector.CompileExpression(customProof)
	if err != nil {
		panic(err)
	}
	all := map[string]*connector.Definition{connector.CustomType: connector.Custom{
		HeaderNames: []string{customHeader},
		Probe:       connector.CustomProbe{Target: customPath, AcceptedWhen: proof},
	}.Definition()}
	for _, definition := range catalog.All() {
		all[definition.Type] = definition
	}
	return all
})

func (s subject) schemes() int { return len(s.defined().Schemes) }

func (s subject) probes() int { return len(s.defined().Probes) }

// fields are the fields of a valid credential of the sandbox's.
func (s subject) fields(vendors *sandbox.Sandbox) map[string]string {
	return vendors.Vendor(s.vendor).Demo()
}

// secrets are the names of the secret fields, as the sandbox calls them.
func (s subject) secrets(fields map[string]string) []string {
	if s.isCustom() {
		return slices.Collect(maps.Keys(fields))
	}
	var names []string
	for _, field := range s.defined().SecretFields() {
		names = append(names, field.Name)
	}
	return names
}

// rotated are the same fields with other secrets.
func (s subject) rotated(fields map[string]string) map[string]string {
	changed := maps.Clone(fields)
	for _, name := range s.secrets(fields) {
		changed[name] += "-rotated"
	}
	return changed
}

// keeping says where the secrets are given.
type keeping string

const (
	stored    keeping = ""
	writeOnly keeping = "_wo"
)

// arguments declare a credential. Only a custom one says in them where its
// vendor is; for the others the provider's endpoints do.
func (s subject) arguments(of tftypes.Object, fields map[string]string, kept keeping, baseURL string) map[string]tftypes.Value {
	given := map[string]tftypes.Value{}
	if s.isCustom() {
		given["headers"+string(kept)] = texts(map[string]string{customHeader: fields["api_key"]})
		given["base_url"] = text(baseURL)
		given["probe"] = object(of.AttributeTypes["probe"], map[string]tftypes.Value{
			"path": text(customPath), "accepted_when": text(customProof),
		})
		return given
	}
	secret := s.secrets(fields)
	for name, value := range fields {
		if slices.Contains(secret, name) {
			name += string(kept)
		}
		given[name] = text(value)
	}
	return given
}
