package provider

import (
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
)

func TestVendorDetailsShowRequestsSourcesAndDoubts(t *testing.T) {
	t.Parallel()
	for _, definition := range catalog.All() {
		page := describeVendor(definition)
		var want []string
		for _, probe := range definition.Probes {
			want = append(want, "`"+probe.HTTPMethod()+" "+probe.Path+"`")
		}
		for _, address := range sourceAddress.FindAllString(strings.Join(definition.Sources, " "), -1) {
			want = append(want, "<"+address+">")
		}
		want = append(want, definition.Key.Uncertain...)
		for _, text := range want {
			if !strings.Contains(page, text) {
				t.Errorf("%s: the page does not have %s", definition.Type, text)
			}
		}
	}
}

func TestVendorDetailsReportWhetherTheLiveAPIWasTried(t *testing.T) {
	t.Parallel()
	tried := *catalog.All()[0]
	if page := describeVendor(&tried); !strings.Contains(page, "not been tested with a valid key against the live API") {
		t.Errorf("without a test: %s", page)
	}
	tried.LiveTest = "August 2026"
	if page := describeVendor(&tried); !strings.Contains(page, "a valid key against the live API in August 2026.") {
		t.Errorf("with a test: %s", page)
	}
}
