package pages

import (
	"path"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/provider"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/terraform-plugin-framework/action"
	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
)

// actionArguments returns the arguments of connector_verify. Its guide is not generated.
func actionArguments(t *testing.T) map[string]bool {
	t.Helper()
	made, hasActions := provider.New("test").(frameworkprovider.ProviderWithActions)
	if !hasActions {
		t.Fatal("the provider has no actions")
	}
	all := made.Actions(t.Context())
	if len(all) != 1 {
		t.Fatalf("%d actions, and the guide describes one", len(all))
	}
	var response action.SchemaResponse
	all[0]().Schema(t.Context(), action.SchemaRequest{}, &response)
	arguments := map[string]bool{}
	for name := range response.Schema.Attributes {
		arguments[name] = true
	}
	return arguments
}

func TestGuideOfTheActionDescribesEveryArgument(t *testing.T) {
	t.Parallel()
	guide := read(t, "docs/guides/actions-and-queries.md")
	for name := range actionArguments(t) {
		if !strings.Contains(guide, "\n| `"+name+"` | ") {
			t.Errorf("the guide does not describe %s", name)
		}
	}
}

// blocksOf parses a file, and returns its blocks.
func blocksOf(t *testing.T, file string) hclsyntax.Blocks {
	t.Helper()
	parsed, problems := hclsyntax.ParseConfig([]byte(read(t, file)), file, hcl.InitialPos)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	body, isBody := parsed.Body.(*hclsyntax.Body)
	if !isBody {
		t.Fatalf("%s has no body", file)
	}
	return body.Blocks
}

// TestExampleOfTheActionFitsItsSchema replaces a run, which a CLI before 1.14 does
// not support.
func TestExampleOfTheActionFitsItsSchema(t *testing.T) {
	t.Parallel()
	folder := path.Join("examples", "actions/connector_verify")
	known, actions := actionArguments(t), 0
	for _, block := range blocksOf(t, folder+"/action.tf") {
		if block.Type != "action" {
			continue
		}
		actions++
		if block.Labels[0] != "connector_verify" || len(block.Body.Blocks) != 1 || block.Body.Blocks[0].Type != "config" {
			t.Fatalf("action %v", block.Labels)
		}
		for name := range block.Body.Blocks[0].Body.Attributes {
			if !known[name] {
				t.Errorf("the action has no argument %s", name)
			}
		}
	}
	if actions != 2 { // By hand, and by a resource.
		t.Errorf("%d actions", actions)
	}
}
