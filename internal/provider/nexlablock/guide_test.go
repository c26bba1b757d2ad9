package nexlablock

import (
	"os"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
)

// TestNexlaGuideListsEveryArgument: the pages of resources link to the guide
// instead of repeating the nested schemas.
func TestNexlaGuideListsEveryArgument(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("../../../templates/guides/nexla.md.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	_, arguments, found := strings.Cut(string(content), "\n## Arguments\n")
	if !found {
		t.Fatal("the guide has no heading Arguments, to which the pages link")
	}
	block := Schema(catalog.All()[0])
	var names []string
	for name := range block.Attributes {
		names = append(names, name)
	}
	for name := range block.Blocks {
		names = append(names, name)
	}
	for name := range credentialTypes() {
		names = append(names, name)
	}
	for _, name := range names {
		if !strings.Contains(arguments, "`"+name+"`") {
			t.Errorf("the guide does not describe %s", name)
		}
	}
}
