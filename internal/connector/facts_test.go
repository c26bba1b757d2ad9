package connector_test

import (
	"math"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// wantSentences fails for a text that is empty or does not end as a sentence.
func wantSentences(t *testing.T, what string, texts ...string) {
	t.Helper()
	if len(texts) == 0 {
		t.Errorf("%s: there is none", what)
	}
	for _, text := range texts {
		if strings.TrimSpace(text) != text || text == "" || !strings.HasSuffix(text, ".") {
			t.Errorf("%s: %q is no full sentence", what, text)
		}
	}
}

func TestKeyFactsAreComplete(t *testing.T) {
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		if d.Key.MenuPath == "" || strings.HasSuffix(d.Key.MenuPath, ".") || !strings.Contains(d.Key.MenuPath, " > ") {
			t.Errorf("menu path %q", d.Key.MenuPath)
		}
		wantSentences(t, "steps", d.Key.Steps...)
		wantSentences(t, "owner", d.Key.Owner)
		wantSentences(t, "end", d.Key.EndsWhen)
		wantSentences(t, "rotation", d.Key.Rotation)
		if d.Key.RejectionHint != "" {
			wantSentences(t, "rejection hint", d.Key.RejectionHint)
		}
		if len(d.Key.Uncertain) > 0 {
			wantSentences(t, "uncertain", d.Key.Uncertain...)
		}
	})
}

func TestDescriptionsAreFullSentences(t *testing.T) {
	eachDefinition(t, func(t *testing.T, d *connector.Definition) {
		if d.Title == "" || !strings.HasPrefix(d.DocumentationURL, "https://") {
			t.Errorf("title %q, documentation %q", d.Title, d.DocumentationURL)
		}
		if len(d.Sources) == 0 || !strings.Contains(strings.Join(d.Sources, " "), "https://") {
			t.Errorf("sources %q", d.Sources)
		}
		for _, field := range d.Fields {
			wantSentences(t, field.Name, field.Description)
			if field.Title == "" {
				t.Errorf("%s has no title", field.Name)
			}
		}
		for _, scheme := range d.Schemes {
			wantSentences(t, scheme.Name, scheme.Description)
		}
	})
}

// TestLimitsStayBelowThoseOfTheVendors counts what a token bucket lets through
// at most in any window: the burst, and what drips in before the window ends.
func TestLimitsStayBelowThoseOfTheVendors(t *testing.T) {
	eachTranscript(t, func(t *testing.T, d *connector.Definition, transcript *transcripts.Transcript) {
		limit := transcript.Limit
		if limit == (transcripts.Rate{}) {
			if d.Limit != (connector.Limit{}) {
				t.Errorf("limit %v where the vendor documents none", d.Limit)
			}
			return
		}
		if d.Limit.Documented == "" {
			t.Error("the limit has no description")
		}
		if d.Limit.Every <= 0 || d.Limit.Burst < 1 {
			t.Fatalf("limit %v lets nothing through, or everything", d.Limit)
		}
		most := d.Limit.Burst + int(math.Ceil(float64(limit.Period)/float64(d.Limit.Every))) - 1
		if most > limit.Requests {
			t.Errorf("%d requests in %s, and the vendor allows %d", most, limit.Period, limit.Requests)
		}
	})
}
