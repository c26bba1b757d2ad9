package nexlablock

import (
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
)

// TestFailedRefreshNamesTheCredentialIfItIsAboutOne: the CLI folds warnings with the
// same summary, which would hide the others.
func TestFailedRefreshNamesTheCredentialIfItIsAboutOne(t *testing.T) {
	t.Parallel()
	for kind, isAboutOne := range map[nexla.Kind]bool{
		nexla.Forbidden: true, nexla.Invalid: true,
		nexla.Rejected: false, nexla.RateLimited: false, nexla.Unavailable: false, nexla.Unexpected: false,
	} {
		warning := notRefreshed("procurement", &nexla.Error{Kind: kind, Host: "nexla.example.com"})
		if got := strings.Contains(warning.Summary(), "procurement"); got != isAboutOne {
			t.Errorf("kind %d: the summary is %q", kind, warning.Summary())
		}
	}
}
