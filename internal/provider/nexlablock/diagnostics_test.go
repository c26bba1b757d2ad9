package nexlablock

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
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

// TestNextStepAppliesToTheFailure: a rejection without a reason names nothing to correct,
// and an interrupt is not an outage.
func TestNextStepAppliesToTheFailure(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnprocessableEntity)
		if r.Method == http.MethodPut {
			_, _ = w.Write([]byte(`{"message":"the name is taken"}`))
		}
	}))
	t.Cleanup(server.Close)
	client := nexla.New(nexla.Options{URL: server.URL, AccessToken: secret.New("example-session")})
	interrupted, cancel := context.WithCancel(t.Context())
	cancel()
	name := "x"
	_, named := client.Update(t.Context(), 7, nexla.Change{Name: &name})
	_, unnamed := client.Get(t.Context(), 7)
	_, ended := client.Get(interrupted, 7)
	for want, err := range map[string]error{
		`Nexla says: "the name is taken".` + "\n\nCorrect what Nexla names.":                                        named,
		"Nexla rejected what was sent, at HOST (HTTP 422).\n\nCheck the name, the description and the nexla block.": unnamed,
		"The run was interrupted before Nexla responded, at HOST.\n\nRun it again.":                                 ended,
	} {
		detail := strings.ReplaceAll(failure("x", "updating the credential", err).Detail(), strings.TrimPrefix(server.URL, "http://"), "HOST")
		if !strings.HasSuffix(detail, want) {
			t.Errorf("%s\nwant %s", detail, want)
		}
	}
}

// TestOutageIsNamedByItsStatus: the status of an incomplete response is not the reason.
func TestOutageIsNamedByItsStatus(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{
		0: "(unreachable): Nexla could not be reached", 408: "(HTTP 408): Nexla could not be reached",
		503: "(HTTP 503): Nexla could not be reached", 200: "(incomplete response): Nexla's response was not complete",
	} {
		warning := notRefreshed("procurement", &nexla.Error{Kind: nexla.Unavailable, Host: "nexla.example.com", HTTPStatus: status})
		if text := warning.Summary() + ": " + warning.Detail(); !strings.Contains(text, want) {
			t.Errorf("%s\nwant %s", text, want)
		}
	}
}

// TestDeletionThatNexlaRejectsHasNothingToCorrect: the step named arguments, although a
// deletion sends none.
func TestDeletionThatNexlaRejectsHasNothingToCorrect(t *testing.T) {
	t.Parallel()
	detail := deletionFailure("x", &nexla.Error{Kind: nexla.Invalid, HTTPStatus: 409, Host: "nexla.example.com"}).Detail()
	if want := "Nexla did not delete the credential, at nexla.example.com (HTTP 409)."; !strings.Contains(detail, want) || strings.Contains(detail, "what was sent") {
		t.Errorf("%s\nwant %s", detail, want)
	}
}

// TestLostCreateIsFoundByAnApply: a plan does not look for what is not in state.
func TestLostCreateIsFoundByAnApply(t *testing.T) {
	t.Parallel()
	detail := failedDetail(&nexla.Error{Kind: nexla.ResponseLost, Host: "nexla.example.com"})
	if want := "Apply again: the apply finds what is there."; !strings.Contains(detail, want) {
		t.Errorf("%s\nwant %s", detail, want)
	}
}
