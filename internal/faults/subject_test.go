package faults_test

import (
	"maps"
	"slices"
	"sync"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/testkit"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// subject is a connector, or a custom credential: one with a header for the sandbox's
// vendor without a connector, and one that is exchanged.
type subject struct {
	name   string // Of the connector.
	vendor string // Of the sandbox.
	// atProbe is set if a failure is at the probe of a credential that was exchanged,
	// and not at the exchange.
	atProbe bool
}

// String is the subject in the name of a cell.
func (s subject) String() string {
	if s.atProbe {
		return s.name + " at the probe"
	}
	return s.name
}

func subjects() []subject {
	var all []subject
	for _, definition := range catalog.All() {
		all = append(all, subject{name: definition.Type, vendor: definition.Type})
	}
	return append(all, subject{name: connector.CustomType, vendor: "acme"}, subject{name: customClient, vendor: "paypal"})
}

func (s subject) isCustom() bool { return s.name == connector.CustomType || s.name == customClient }

// resource is the type of its resource, data source and ephemeral resource.
func (s subject) resource() string {
	if s.isCustom() {
		return "connector_credential_" + connector.CustomType
	}
	return "connector_credential_" + s.name
}

// customClient is the custom credential that is exchanged.
const customClient = "custom_client"

// The header, the token endpoint and the probes of custom credentials.
const (
	customHeader = "X-Api-Key"
	customPath   = "/v1/me"
	customProof  = "account.id"

	clientTokenPath = "/v1/oauth2/token"
	clientPath      = "/v1/identity/oauth2/userinfo"
	clientQuery     = "?schema=paypalv1.1"
	clientProof     = "payer_id"
)

// definition is the connector's.
func (s subject) definition() *connector.Definition { return definitions()[s.name] }

// definitions are those of all subjects, by name.
var definitions = sync.OnceValue(func() map[string]*connector.Definition {
	compiled := func(text string) *connector.Expression {
		expression, err := connector.CompileExpression(text)
		if err != nil {
			panic(err)
		}
		return expression
	}
	all := map[string]*connector.Definition{
		connector.CustomType: connector.Custom{
			HeaderNames: []string{customHeader},
			Probe:       connector.CustomProbe{Target: customPath, AcceptedWhen: compiled(customProof)},
		}.Definition(),
		customClient: connector.Custom{
			Token: &connector.CustomToken{},
			Probe: connector.CustomProbe{Target: clientPath + clientQuery, AcceptedWhen: compiled(clientProof)},
		}.Definition(),
	}
	for _, definition := range catalog.All() {
		all[definition.Type] = definition
	}
	return all
})

// exchanges reports whether the credential is exchanged for an access token.
func (s subject) exchanges() bool { return s.definition().Schemes[0].Token != nil }

// acceptsLate reports whether the vendor accepts a new secret only after some time.
func (s subject) acceptsLate() bool { return s.definition().AcceptsLate() }

func (s subject) schemes() int { return len(s.definition().Schemes) }

func (s subject) probes() int { return len(s.definition().Probes) }

// fields are the fields of a valid credential of the sandbox's.
func (s subject) fields(vendors *sandbox.Sandbox) map[string]string {
	return vendors.Vendor(s.vendor).Demo()
}

// secrets are the names of the secret fields in the sandbox.
func (s subject) secrets(fields map[string]string) []string {
	switch s.name {
	case connector.CustomType:
		return slices.Collect(maps.Keys(fields))
	case customClient:
		return []string{"client_secret"}
	}
	var names []string
	for _, field := range s.definition().SecretFields() {
		names = append(names, field.Name)
	}
	return names
}

// rotated are the same fields with other secrets. Their ends stay: a key's end can be
// the label of its host.
func (s subject) rotated(fields map[string]string) map[string]string {
	changed := maps.Clone(fields)
	for _, name := range s.secrets(fields) {
		changed[name] = "rotated-" + changed[name]
	}
	return changed
}

// secretPlace is the suffix of the arguments that contain the secrets.
type secretPlace string

const (
	stored    secretPlace = ""
	writeOnly secretPlace = "_wo"
)

// arguments declare a credential. Only a custom one contains its vendor's address.
func (s subject) arguments(of tftypes.Object, fields map[string]string, where secretPlace, baseURL string) map[string]tftypes.Value {
	arguments := map[string]tftypes.Value{}
	switch s.name {
	case customClient:
		arguments["base_url"] = testkit.Text(baseURL)
		arguments["oauth2"] = testkit.Object(of.AttributeTypes["oauth2"], map[string]tftypes.Value{
			"token_url": testkit.Text(baseURL + clientTokenPath), "client_id": testkit.Text(fields["client_id"]),
			"client_secret" + string(where): testkit.Text(fields["client_secret"]),
		})
		arguments["probe"] = testkit.Object(of.AttributeTypes["probe"], map[string]tftypes.Value{
			"path": testkit.Text(clientPath + clientQuery), "accepted_when": testkit.Text(clientProof),
		})
		return arguments
	case connector.CustomType:
		arguments["headers"+string(where)] = testkit.Texts(map[string]string{customHeader: fields["api_key"]})
		arguments["base_url"] = testkit.Text(baseURL)
		arguments["probe"] = testkit.Object(of.AttributeTypes["probe"], map[string]tftypes.Value{
			"path": testkit.Text(customPath), "accepted_when": testkit.Text(customProof),
		})
		return arguments
	}
	secret := s.secrets(fields)
	for name, value := range fields {
		if slices.Contains(secret, name) {
			name += string(where)
		}
		arguments[name] = testkit.Text(value)
	}
	return arguments
}
