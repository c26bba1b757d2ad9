package lifecycle_test

import (
	"encoding/base64"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
)

// TestPrivateStateIsReadInEveryForm: the current one, the first one, and none.
func TestPrivateStateIsReadInEveryForm(t *testing.T) {
	t.Parallel()
	key := base64.StdEncoding.EncodeToString([]byte("0123456789abcdef"))
	for content, want := range map[string]lifecycle.PrivateState{
		"":       {Lost: true},
		"broken": {Lost: true},
		`{}`:     {},
		`{"p":true,"v":"acme_api","t":5678,"d":true}`: {Pinned: true, Nexla: lifecycle.Nexla{NexlaVendor: "acme_api", NexlaTemplate: 5678, NexlaDirty: true}},
		`{"pinned":true,"nexla_vendor":"acme_api","nexla_template":5678,"nexla_dirty":true}`: {
			Pinned: true, Nexla: lifecycle.Nexla{NexlaVendor: "acme_api", NexlaTemplate: 5678, NexlaDirty: true},
		},
		`{"lost":true}`: {Lost: true},
		fmt.Sprintf(`{"hash_key":%q,"hashes":{"api_key":"AQI="}}`, key): {
			StoredHashes: lifecycle.StoredHashes{Key: []byte("0123456789abcdef"), Legacy: map[string][]byte{"api_key": {1, 2}}},
		},
		fmt.Sprintf(`{"k":%q,"h":{"api_key":"AQI="}}`, key): {
			StoredHashes: lifecycle.StoredHashes{Key: []byte("0123456789abcdef"), ByField: map[string][]byte{"api_key": {1, 2}}},
		},
	} {
		if got := lifecycle.DecodePrivateState([]byte(content)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", content, got, want)
		}
	}
}

// TestPrivateStateAfterAnApply: hashes are stored for write-only secrets, and not if a
// version decides about them. Every one survives encoding, and none has a secret in it.
func TestPrivateStateAfterAnApply(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in          lifecycle.Inputs
		knows, same bool
	}{
		"write-only":              {created(), true, true},
		"write-only, new secret":  {withWriteOnly(applied(), known(secretTwo)), true, false},
		"in state":                {stored(), false, false},
		"version":                 {versioned(), false, false},
		"moved from another type": {with(applied(), func(in *lifecycle.Inputs) { in.Private.MovedFrom = &lifecycle.MovedCredential{} }), true, true},
	} {
		in := with(c.in, func(in *lifecycle.Inputs) { in.AuthScheme = lifecycle.Known("key") })
		private := lifecycle.PrivateStateAfter(in, lifecycle.DetectChange(in), lifecycle.Nexla{NexlaTemplate: 5678})
		content, err := private.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(content), secretOne) || strings.Contains(string(content), secretTwo) {
			t.Errorf("%s: the secret is in private state", name)
		}
		read := lifecycle.DecodePrivateState(content)
		if !reflect.DeepEqual(read, private) {
			t.Errorf("%s: read as %+v, written as %+v", name, read, private)
		}
		if read.Knows("api_key") != c.knows || read.Matches("api_key", secretOne) != c.same {
			t.Errorf("%s: knows %t, matches %t, want %t and %t", name, read.Knows("api_key"), read.Matches("api_key", secretOne), c.knows, c.same)
		}
		if !read.Pinned || read.NexlaTemplate != 5678 || read.MovedFrom != nil {
			t.Errorf("%s: %+v", name, read)
		}
	}
}

// TestEqualSecretsHaveDifferentHashes, between resources and between fields.
func TestEqualSecretsHaveDifferentHashes(t *testing.T) {
	t.Parallel()
	definition := acme()
	definition.Fields[1].Secret = true
	in := with(created(), func(in *lifecycle.Inputs) {
		in.Definition = definition
		in.Fields = map[string]lifecycle.Field{"api_key": {Value: known(secretOne), WriteOnly: true}, "user": {Value: known(secretOne), WriteOnly: true}}
	})
	one := lifecycle.PrivateStateAfter(in, lifecycle.DetectChange(in), lifecycle.Nexla{})
	two := lifecycle.PrivateStateAfter(in, lifecycle.DetectChange(in), lifecycle.Nexla{})
	seen := map[string]bool{}
	for _, private := range []lifecycle.PrivateState{one, two} {
		for _, hash := range private.ByField {
			seen[string(hash)] = true
		}
	}
	if len(seen) != 4 {
		t.Errorf("%d different hashes of four", len(seen))
	}
}

// TestMoveFromCustom: the secret is the same if the fields build the headers that the
// custom credential was applied with.
func TestMoveFromCustom(t *testing.T) {
	t.Parallel()
	basic := &connector.Definition{
		Type: "acme", Fields: []connector.Field{{Name: "api_key", Secret: true}},
		Schemes: []connector.Scheme{{Name: "basic", Headers: []connector.HeaderRule{connector.BasicHeader("api_key", "x")}}},
	}
	text := secretOne
	password := "x"
	headers := map[string]string{connector.FieldHeaders: connector.EncodeTexts(map[string]*string{"x-api-key": &text})}
	pair := map[string]string{connector.FieldBasicAuth: connector.EncodeTexts(map[string]*string{"username": &text, "password": &password})}
	for name, c := range map[string]struct {
		definition *connector.Definition
		names      []string
		fields     map[string]string
		secret     string
		want       lifecycle.SecretChange
	}{
		"same header":           {acme(), []string{"x-api-key"}, headers, secretOne, lifecycle.SecretSame},
		"another secret":        {acme(), []string{"x-api-key"}, headers, secretTwo, lifecycle.SecretChanged},
		"another header":        {acme(), []string{"X-Token"}, headers, secretOne, lifecycle.SecretChanged},
		"same basic":            {basic, []string{"Authorization"}, pair, secretOne, lifecycle.SecretSame},
		"another user":          {basic, []string{"Authorization"}, pair, secretTwo, lifecycle.SecretChanged},
		"header beside a basic": {acme(), []string{"x-api-key", "Authorization"}, map[string]string{connector.FieldHeaders: headers[connector.FieldHeaders], connector.FieldBasicAuth: pair[connector.FieldBasicAuth]}, secretOne, lifecycle.SecretChanged},
	} {
		custom := lifecycle.Inputs{Definition: connector.CustomShape(), Fields: map[string]lifecycle.Field{}}
		for field, value := range c.fields {
			custom.Fields[field] = lifecycle.Field{Value: known(value), WriteOnly: true}
		}
		before := lifecycle.PrivateStateAfter(custom, lifecycle.Change{New: true}, lifecycle.Nexla{})
		content, err := lifecycle.MovePrivateState(before, c.names).Encode()
		if err != nil {
			t.Fatal(err)
		}
		in := withWriteOnly(applied(), known(c.secret))
		in.Definition, in.Private = c.definition, lifecycle.DecodePrivateState(content)
		if got := lifecycle.DetectChange(in); got.Secret != c.want || !got.Arguments {
			t.Errorf("%s: %d, arguments %t, want %d and true", name, got.Secret, got.Arguments, c.want)
		}
	}
}

// TestFieldsOfCustom: fields that a custom credential has in state are read from its headers.
func TestFieldsOfCustom(t *testing.T) {
	t.Parallel()
	pair := &connector.Definition{Schemes: []connector.Scheme{{Headers: []connector.HeaderRule{connector.BasicPairHeader("user", "api_key")}}}}
	for name, c := range map[string]struct {
		definition     *connector.Definition
		headers, basic map[string]string
		want           map[string]string
	}{
		"header":               {acmeWithChoice(), map[string]string{"x-api-key": secretOne}, nil, map[string]string{"api_key": secretOne}},
		"header with a prefix": {acmeWithChoice(), map[string]string{"authorization": "Bearer " + secretOne}, nil, map[string]string{"api_key": secretOne}},
		"basic":                {pair, nil, map[string]string{"username": "x", "password": secretOne}, map[string]string{"user": "x", "api_key": secretOne}},
		"other form":           {acmeWithChoice(), map[string]string{"authorization": "Token " + secretOne}, nil, nil},
		"none":                 {acmeWithChoice(), nil, nil, nil},
	} {
		if got := lifecycle.FieldsOfCustom(c.definition, c.headers, c.basic); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %d fields, want %d", name, len(got), len(c.want))
		}
	}
}
