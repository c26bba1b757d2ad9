package provider

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const updateCommand = "go test ./internal/provider -run TestPriorStatesCanBeRead -update"

// stateSchema is the shape in which a resource or data source is kept in state.
type stateSchema struct {
	Version int64 `json:"version"`
	// Attributes are the types by path: "account.name", "nexla.accessor[].id".
	Attributes map[string]string `json:"attributes"`
}

// TestPriorStatesCanBeRead compares all schemas with those that were written
// down. A state is read by its version: one whose shape has changed without a
// new version is misread, or cannot be read at all.
func TestPriorStatesCanBeRead(t *testing.T) {
	t.Parallel()
	file := filepath.Join("testdata", "state-schemas.json")
	now := stateSchemas(t)
	content, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatalf("%v: run %s", err, updateCommand)
	}
	before := map[string]stateSchema{}
	if err == nil {
		if err := json.Unmarshal(content, &before); err != nil {
			t.Fatal(err)
		}
	}
	unread, unwritten := compareSchemas(before, now)
	if *update && (len(unread) == 0 || !isReleased(t)) {
		written, err := json.MarshalIndent(now, "", "  ")
		if err == nil {
			err = os.WriteFile(file, append(written, '\n'), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, sentence := range append(unread, unwritten...) {
		t.Error(sentence)
	}
}

// isReleased reports whether users have states. Until then any change
// may be written down, and after that none that a version does not announce.
func isReleased(t *testing.T) bool {
	t.Helper()
	changes, err := os.ReadFile(filepath.Join("..", "..", "CHANGELOG.md"))
	if err != nil {
		t.Fatal(err)
	}
	return !strings.HasPrefix(string(changes), "## 0.1.0 (Unreleased)")
}

// compareSchemas returns what makes prior states unreadable, and what is
// merely not written down yet, as sentences that say what to do.
func compareSchemas(before, now map[string]stateSchema) (unread, unwritten []string) {
	for _, name := range slices.Sorted(maps.Keys(before)) {
		old, found := before[name], now[name]
		if found.Attributes == nil {
			unread = append(unread, fmt.Sprintf("%s is gone, and states that have it can be neither read nor destroyed: bring it back, with a deprecation message.", name))
			continue
		}
		if found.Version < old.Version {
			unread = append(unread, fmt.Sprintf("%s: the version went back from %d to %d, and no CLI reads a state of a newer version.", name, old.Version, found.Version))
		}
		if found.Version > old.Version {
			unwritten = append(unwritten, fmt.Sprintf("%s has version %d: add a state that version %d wrote to testdata, and a test that reads it; then run %s", name, found.Version, old.Version, updateCommand))
			continue
		}
		for _, path := range slices.Sorted(maps.Keys(old.Attributes)) {
			wanted, kept := old.Attributes[path], found.Attributes[path]
			solution := "raise stateVersion in credential_schema.go and add an upgrader from version " + fmt.Sprint(old.Version)
			if strings.HasPrefix(name, "data.") {
				solution = "a data source has no version, and what refers to it breaks: leave it as it is, and add an attribute of another name"
			}
			switch {
			case kept == "":
				unread = append(unread, fmt.Sprintf("%s: %s (%s) is gone: %s.", name, path, wanted, solution))
			case kept != wanted:
				unread = append(unread, fmt.Sprintf("%s: %s is %s and was %s: %s.", name, path, kept, wanted, solution))
			}
		}
		for _, path := range slices.Sorted(maps.Keys(found.Attributes)) {
			if old.Attributes[path] == "" {
				unwritten = append(unwritten, fmt.Sprintf("%s: %s is new and null in prior states: run %s", name, path, updateCommand))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if before[name].Attributes == nil {
			unwritten = append(unwritten, fmt.Sprintf("%s is new: run %s", name, updateCommand))
		}
	}
	return unread, unwritten
}

// stateSchemas reads the schemas as a CLI does.
func stateSchemas(t *testing.T) map[string]stateSchema {
	t.Helper()
	schemas, err := providerserver.NewProtocol6(New("test"))().GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]stateSchema{}
	note := func(name string, schema *tfprotov6.Schema) {
		noted := stateSchema{Version: schema.Version, Attributes: map[string]string{}}
		flatten(noted.Attributes, "", schema.ValueType())
		found[name] = noted
	}
	for name, schema := range schemas.ResourceSchemas {
		note(name, schema)
	}
	for name, schema := range schemas.DataSourceSchemas {
		note("data."+name, schema)
	}
	return found
}

// flatten writes down the types at and below a path.
func flatten(into map[string]string, path string, of tftypes.Type) {
	collection := func(kind string, element tftypes.Type) {
		into[path] = kind
		flatten(into, path+"[]", element)
	}
	switch of := of.(type) {
	case tftypes.Object:
		if path != "" {
			into[path] = "object"
			path += "."
		}
		for name, attribute := range of.AttributeTypes {
			flatten(into, path+name, attribute)
		}
	case tftypes.List:
		collection("list", of.ElementType)
	case tftypes.Set:
		collection("set", of.ElementType)
	case tftypes.Map:
		collection("map", of.ElementType)
	default:
		into[path] = strings.ToLower(strings.TrimPrefix(of.String(), "tftypes."))
	}
}

func TestSchemaThatChangesWithoutAVersionIsReported(t *testing.T) {
	t.Parallel()
	schema := func(version int64, attributes ...string) map[string]stateSchema {
		types := map[string]string{}
		for _, attribute := range attributes {
			path, kind, _ := strings.Cut(attribute, " ")
			types[path] = kind
		}
		return map[string]stateSchema{"r": {Version: version, Attributes: types}}
	}
	before := schema(1, "a string", "b list", "b[] string")
	for name, c := range map[string]struct {
		now       map[string]stateSchema
		unread    string
		unwritten string
	}{
		"nothing":              {now: schema(1, "a string", "b list", "b[] string")},
		"another type":         {now: schema(1, "a number", "b list", "b[] string"), unread: "r: a is number and was string: raise stateVersion"},
		"another element type": {now: schema(1, "a string", "b list", "b[] number"), unread: "r: b[] is number and was string: raise stateVersion"},
		"attribute is gone":    {now: schema(1, "b list", "b[] string"), unread: "r: a (string) is gone: raise stateVersion"},
		"resource is gone":     {now: map[string]stateSchema{}, unread: "r is gone"},
		"version goes back":    {now: schema(0, "a string", "b list", "b[] string"), unread: "went back from 1 to 0"},
		"new attribute":        {now: schema(1, "a string", "b list", "b[] string", "c bool"), unwritten: "r: c is new"},
		"new version":          {now: schema(2, "a number"), unwritten: "add a state that version 1 wrote"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			unread, unwritten := compareSchemas(before, c.now)
			for _, got := range []struct {
				sentences []string
				want      string
			}{{unread, c.unread}, {unwritten, c.unwritten}} {
				if joined := strings.Join(got.sentences, " "); (got.want == "") != (joined == "") || !strings.Contains(joined, got.want) {
					t.Errorf("says %q, want %q", joined, got.want)
				}
			}
		})
	}
	data := map[string]stateSchema{"data.d": {Attributes: map[string]string{"a": "string"}}}
	changed := map[string]stateSchema{"data.d": {Attributes: map[string]string{"a": "number"}}}
	if unread, _ := compareSchemas(data, changed); len(unread) != 1 || !strings.Contains(unread[0], "a data source has no version") {
		t.Errorf("of a data source: %q", unread)
	}
}

func TestEveryPriorVersionHasAnUpgrader(t *testing.T) {
	t.Parallel()
	for _, construct := range New("test").Resources(t.Context()) {
		made := construct()
		var response resource.SchemaResponse
		made.Schema(t.Context(), resource.SchemaRequest{}, &response)
		upgraders := map[int64]resource.StateUpgrader{}
		if upgrading, can := made.(resource.ResourceWithUpgradeState); can {
			upgraders = upgrading.UpgradeState(t.Context())
		}
		for version := range response.Schema.Version {
			if upgraders[version].StateUpgrader == nil {
				t.Errorf("%T reads no state of version %d", made, version)
			}
		}
	}
}
