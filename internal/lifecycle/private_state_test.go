package lifecycle_test

import (
	"encoding/base64"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
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
			StoredHashes: lifecycle.StoredHashes{EarlierHashes: lifecycle.EarlierHashes{Key: []byte("0123456789abcdef"), WithoutField: map[string][]byte{"api_key": {1, 2}}}},
		},
		fmt.Sprintf(`{"k":%q,"h":{"api_key":"AQI="}}`, key): {
			StoredHashes: lifecycle.StoredHashes{EarlierHashes: lifecycle.EarlierHashes{Key: []byte("0123456789abcdef"), ByField: map[string][]byte{"api_key": {1, 2}}}},
		},
		fmt.Sprintf(`{"s":%q}`, key): {StoredHashes: lifecycle.StoredHashes{KeyAndHashes: []byte("0123456789abcdef")}},
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
		in     lifecycle.Inputs
		hashes int
		same   bool
	}{
		"write-only":              {created(), 1, true},
		"write-only, new secret":  {withWriteOnly(applied(), known(secretTwo)), 1, false},
		"in state":                {stored(), 0, false},
		"version":                 {versioned(), 0, false},
		"moved from another type": {with(applied(), func(in *lifecycle.Inputs) { in.Private.MovedFrom = &lifecycle.MovedCredential{} }), 1, true},
		"optional":                {withOptional(created()), 2, true},
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
		if got := hashesOf(read); len(got) != c.hashes || read.Matches("api_key", secretOne) != c.same || read.Matches("api_key", "") {
			t.Errorf("%s: %d hashes, matches %t, want %d and %t", name, len(got), read.Matches("api_key", secretOne), c.hashes, c.same)
		}
		if !read.Pinned || read.NexlaTemplate != 5678 || read.MovedFrom != nil {
			t.Errorf("%s: %+v", name, read)
		}
	}
}

// hashesOf returns what private state has behind the key of the resource.
func hashesOf(private lifecycle.PrivateState) [][]byte {
	const size = 16
	return slices.Collect(slices.Chunk(private.KeyAndHashes[min(size, len(private.KeyAndHashes)):], size))
}

// withOptional returns the inputs with an optional secret field.
func withOptional(in lifecycle.Inputs) lifecycle.Inputs {
	in.Definition = acme()
	in.Definition.Fields[0].Optional = true
	return in
}

// TestHashesOfEarlierFormsAreReplacedAtTheNextApply: the secrets are the same in each
// form, also if an apply keeps the private state, and the next hashes are short.
func TestHashesOfEarlierFormsAreReplacedAtTheNextApply(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"first":  `{"hash_key":"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=","hashes":{"api_key":"6AuTmlCl4Kv6HJ8ejJN8usySviB8hcn1zOFmp4WZgrc="}}`,
		"second": `{"k":"MDEyMzQ1Njc4OWFiY2RlZg==","h":{"api_key":"V/sU1B0RCzz+2FkYzUTcjA=="}}`,
	} {
		in := applied()
		in.Private = lifecycle.DecodePrivateState([]byte(content))
		if change := lifecycle.DetectChange(in); change.Changed() || change.Arguments {
			t.Errorf("%s: %+v", name, change)
		}
		kept := lifecycle.PrivateStateAfter(in, lifecycle.Change{Withheld: true}, lifecycle.Nexla{NexlaDirty: true})
		if encoded, err := kept.Encode(); err != nil || !lifecycle.DecodePrivateState(encoded).Matches("api_key", secretOne) {
			t.Errorf("%s: the hash is not kept (%v)", name, err)
		}
		if change := lifecycle.DetectChange(withWriteOnly(in, known(secretTwo))); change.Secret != lifecycle.SecretChanged {
			t.Errorf("%s: another secret: %d", name, change.Secret)
		}
		encoded, err := lifecycle.PrivateStateAfter(in, lifecycle.DetectChange(in), lifecycle.Nexla{}).Encode()
		if err != nil || len(encoded) > 72 || !lifecycle.DecodePrivateState(encoded).Matches("api_key", secretOne) {
			t.Errorf("%s: %d bytes after an apply (%v)", name, len(encoded), err)
		}
	}
}

// TestOptionalSecretIsCompared: adding, replacing and removing it are changes, in each
// form of the hashes, and leaving it absent is none.
func TestOptionalSecretIsCompared(t *testing.T) {
	t.Parallel()
	definition := acme()
	definition.Fields[1].Secret, definition.Fields[1].Optional = true, true
	with := func(user lifecycle.Value[secret.Value], private lifecycle.PrivateState) lifecycle.Inputs {
		in := applied()
		in.Definition, in.Private = definition, private
		in.Fields = map[string]lifecycle.Field{"api_key": {Value: known(secretOne), WriteOnly: true}, "user": {Value: user, WriteOnly: true}}
		return in
	}
	absent := lifecycle.Null[secret.Value]()
	without := lifecycle.PrivateStateAfter(with(absent, lifecycle.PrivateState{}), lifecycle.Change{}, lifecycle.Nexla{})
	stored := lifecycle.PrivateStateAfter(with(known(secretOne), lifecycle.PrivateState{}), lifecycle.Change{}, lifecycle.Nexla{})
	earlier := lifecycle.DecodePrivateState([]byte(`{"k":"MDEyMzQ1Njc4OWFiY2RlZg==","h":{"api_key":"V/sU1B0RCzz+2FkYzUTcjA==","user":"00zUeTx5RovMe0EyXmvp2w=="}}`))
	for name, c := range map[string]struct {
		in   lifecycle.Inputs
		want lifecycle.SecretChange
	}{
		"absent":           {with(absent, without), lifecycle.SecretSame},
		"added":            {with(known(secretOne), without), lifecycle.SecretChanged},
		"added, unknown":   {with(unknown(), without), lifecycle.SecretUnknown},
		"same":             {with(known(secretOne), stored), lifecycle.SecretSame},
		"same, earlier":    {with(known(secretOne), earlier), lifecycle.SecretSame},
		"another":          {with(known(secretTwo), stored), lifecycle.SecretChanged},
		"another, earlier": {with(known(secretTwo), earlier), lifecycle.SecretChanged},
		"removed":          {with(absent, stored), lifecycle.SecretChanged},
		"removed, earlier": {with(absent, earlier), lifecycle.SecretChanged},
		"lost":             {with(absent, lifecycle.PrivateState{Lost: true}), lifecycle.SecretChanged},
	} {
		if got := lifecycle.DetectChange(c.in).Secret; got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
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
		for _, hash := range hashesOf(private) {
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
		"never accepted":        {acme(), nil, headers, secretOne, lifecycle.SecretSame},
		"never, another secret": {acme(), nil, headers, secretTwo, lifecycle.SecretChanged},
		"never, basic":          {basic, nil, pair, secretOne, lifecycle.SecretSame},
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
	versioned := &connector.Definition{Schemes: []connector.Scheme{{Headers: []connector.HeaderRule{
		connector.PrefixedHeader("Authorization", "Bearer ", "api_key"), connector.FixedHeader("X-Version", "2"),
	}}}}
	for name, c := range map[string]struct {
		definition     *connector.Definition
		headers, basic map[string]string
		want           map[string]string
	}{
		"header":                 {acmeWithChoice(), map[string]string{"x-api-key": secretOne}, nil, map[string]string{"api_key": secretOne}},
		"header with a prefix":   {acmeWithChoice(), map[string]string{"authorization": "Bearer " + secretOne}, nil, map[string]string{"api_key": secretOne}},
		"basic":                  {pair, nil, map[string]string{"username": "x", "password": secretOne}, map[string]string{"user": "x", "api_key": secretOne}},
		"other form":             {acmeWithChoice(), map[string]string{"authorization": "Token " + secretOne}, nil, nil},
		"none":                   {acmeWithChoice(), nil, nil, nil},
		"without a fixed header": {versioned, map[string]string{"authorization": "Bearer " + secretOne}, nil, map[string]string{"api_key": secretOne}},
		"other fixed header":     {versioned, map[string]string{"authorization": "Bearer " + secretOne, "x-version": "1"}, nil, map[string]string{"api_key": secretOne}},
	} {
		if got := lifecycle.FieldsOfCustom(c.definition, c.headers, c.basic); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %d fields, want %d", name, len(got), len(c.want))
		}
	}
}
