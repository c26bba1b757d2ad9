package faults_test

import (
	"fmt"
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// check compares what a cell has led to with what its effect says, and returns
// what is wrong. No text of it repeats a value that may be secret.
func (c cell) check(want outcome, seen observed, around world) []string {
	effect := effectOf(want.Status, c.policy, c.phase)
	wrong := c.checkDiagnostics(effect.diagnosed, want, seen, around)
	wrong = append(wrong, c.checkRequests(want, seen, around)...)
	wrong = append(wrong, c.checkResult(effect.result, want, seen)...)
	for i, spelling := range c.from.spellings() {
		if strings.Contains(seen.shown(), spelling) {
			wrong = append(wrong, fmt.Sprintf("a diagnostic shows secret %d", i))
		}
	}
	return wrong
}

// tellings are words of the sentence that says what happened. A refusal and a
// missing right share a reason, and the status tells which of them it is.
var tellings = map[connector.Reason]string{
	connector.ReasonInvalidCredential:  "returned HTTP",
	connector.ReasonForbidden:          "HTTP",
	connector.ReasonAccountInactive:    "the account is closed, unpaid or past its trial",
	connector.ReasonBlocked:            "A firewall, proxy or gateway in front of",
	connector.ReasonRateLimited:        "limits the rate of requests",
	connector.ReasonUnreachable:        "could not be reached",
	connector.ReasonTimeout:            "did not respond in time",
	connector.ReasonServerError:        "returned HTTP",
	connector.ReasonRedirected:         "redirects to another address",
	connector.ReasonUnexpectedResponse: "does not show whether the credential is valid",
}

// checkDiagnostics wants one diagnostic at most, of that severity, at no path,
// which names vendor, credential and host and says what happened.
func (c cell) checkDiagnostics(want diagnosed, meant outcome, seen observed, around world) (wrong []string) {
	got := silence
	for _, d := range seen.diagnostics {
		got = map[tfprotov6.DiagnosticSeverity]diagnosed{
			tfprotov6.DiagnosticSeverityWarning: aWarning, tfprotov6.DiagnosticSeverityError: anError,
		}[d.Severity]
	}
	if got != want || len(seen.diagnostics) > 1 {
		return []string{fmt.Sprintf("%s in %d diagnostics, want %s: %s", got, len(seen.diagnostics), want, seen.shown())}
	}
	if want == silence {
		return nil
	}
	told := seen.diagnostics[0]
	unchanged := c.phase == planUnchanged || c.phase == applyOther
	words := c.title(around) + ": the credential"
	switch {
	case meant.Status == rejected:
		words = c.title(around) + " rejected the credential"
	case unchanged: // The same for all of the vendor's credentials, so that the CLI shows one.
		words = fmt.Sprintf("%s: unchanged credentials could not be verified (%s)", c.title(around), strings.ReplaceAll(string(meant.Reason), "_", " "))
	}
	if !strings.HasPrefix(told.Summary, words) {
		wrong = append(wrong, fmt.Sprintf("the summary is %q, and should begin with %q", told.Summary, words))
	}
	named := c.phase != dataSource && c.phase != ephemeral && (meant.Status == rejected || !unchanged)
	if named && !strings.Contains(told.Summary, strconv.Quote(c.from.credentialName())) {
		wrong = append(wrong, fmt.Sprintf("the summary %q does not name the credential", told.Summary))
	}
	for _, words := range []string{tellings[meant.Reason], around.host(), c.failure.cause} {
		if !strings.Contains(told.Detail, words) {
			wrong = append(wrong, fmt.Sprintf("the diagnostic does not say %q: %s", words, told.Detail))
		}
	}
	if told.Attribute != nil {
		wrong = append(wrong, "the diagnostic stands at a path, where the CLI prints the line of the configuration")
	}
	return wrong
}

var toldRequests = regexp.MustCompile(`after (\d+) requests?\b`)

// checkRequests compares what is told, and what has come.
func (c cell) checkRequests(want outcome, seen observed, around world) (wrong []string) {
	for _, d := range seen.diagnostics {
		told := toldRequests.FindStringSubmatch(d.Detail)
		if told == nil || told[1] != strconv.Itoa(want.Requests) {
			wrong = append(wrong, fmt.Sprintf("the diagnostic tells of %q, want %d requests", told, want.Requests))
		}
	}
	if around.seen == nil {
		return wrong
	}
	// Where a machine is busy, a short timeout can end a request before it arrives.
	if got := around.seen(); got > want.Requests || got < want.Requests && !c.failure.endless {
		wrong = append(wrong, fmt.Sprintf("%d requests, want %d", got, want.Requests))
	}
	return wrong
}

// checkResult compares plan, state or result with those of before.
func (c cell) checkResult(want result, meant outcome, seen observed) []string {
	before, after := members(seen.before), members(seen.after)
	switch want {
	case untouched:
		return same(before, after)
	case nothing:
		return c.checkNothing(before, after)
	case another:
		wrong := same(before, after, "description")
		return append(wrong, expect(after, "description", text(otherChange))...)
	case update:
		return c.checkUpdate(before, after)
	case planned:
		return c.checkPlannedRejection(meant, before, after)
	default:
		return c.checkVerdict(meant, before, after)
	}
}

// checkNothing wants no state beside an error. A plan is thrown away then, and
// of a reading there may be what the configuration has, and nothing of an answer.
func (c cell) checkNothing(before, after map[string]tftypes.Value) []string {
	switch c.phase {
	case planNew, planChanged:
		return nil
	case dataSource, ephemeral:
		if after != nil {
			return same(before, after)
		}
	}
	if after != nil {
		return []string{"something is left beside an error"}
	}
	return nil
}

// same wants all attributes to be as they were, but for some.
func same(before, after map[string]tftypes.Value, but ...string) (wrong []string) {
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if !slices.Contains(but, name) && !before[name].Equal(after[name]) {
			wrong = append(wrong, name+" is not as it was")
		}
	}
	return wrong
}

func expect(in map[string]tftypes.Value, name string, want tftypes.Value) []string {
	if got, there := in[name]; !there || !got.Equal(want) {
		return []string{fmt.Sprintf("%s is %s, want %s", name, in[name], want)}
	}
	return nil
}

// checkUpdate wants a planned change whose verdict is open and whose revision is known.
func (c cell) checkUpdate(before, after map[string]tftypes.Value) (wrong []string) {
	for _, name := range []string{"status", "status_reason", "verified_at", "account"} {
		if got, there := after[name]; !there || got.IsKnown() {
			wrong = append(wrong, name+" is known in a planned update")
		}
	}
	return append(wrong, c.checkRevision(before, after)...)
}

// checkRevision wants one revision more for each new secret, and for no other reason.
func (c cell) checkRevision(before, after map[string]tftypes.Value) []string {
	revision := new(big.Float)
	if before == nil {
		return checkFirstRevision(c.phase, after["secret_revision"])
	}
	if before["secret_revision"].As(&revision) != nil {
		return []string{"there is no revision to begin with"}
	}
	revision = new(big.Float).Add(revision, big.NewFloat(1))
	return expect(after, "secret_revision", tftypes.NewValue(tftypes.Number, revision))
}

// checkFirstRevision wants the time in milliseconds, which a plan does not know.
func checkFirstRevision(at phase, got tftypes.Value) []string {
	revision := new(big.Float)
	if at == planNew {
		if got.IsKnown() {
			return []string{"the first revision is known in the plan"}
		}
		return nil
	}
	if !got.IsKnown() || got.As(&revision) != nil {
		return []string{"there is no revision"}
	}
	milliseconds, _ := revision.Int64()
	if age := time.Since(time.UnixMilli(milliseconds)); age < -time.Minute || age > time.Hour {
		return []string{fmt.Sprintf("the first revision is %d, want the time in milliseconds", milliseconds)}
	}
	return nil
}

// checkPlannedRejection wants status and reason to be known, the time of the last
// verification to be open, and all else to be as it was.
func (c cell) checkPlannedRejection(meant outcome, before, after map[string]tftypes.Value) []string {
	wrong := same(before, after, "status", "status_reason", "verified_at")
	wrong = append(wrong, expect(after, "status", text(string(meant.Status)))...)
	wrong = append(wrong, expect(after, "status_reason", text(string(meant.Reason)))...)
	if after["verified_at"].IsKnown() {
		wrong = append(wrong, "verified_at is known in a planned rejection")
	}
	return wrong
}

// checkVerdict wants status and reason to be those of the answer, and nothing
// that only an acceptance could say.
func (c cell) checkVerdict(meant outcome, before, after map[string]tftypes.Value) (wrong []string) {
	wrong = expect(after, "status", text(string(meant.Status)))
	if c.phase != ephemeral {
		wrong = append(wrong, expect(after, "status_reason", text(string(meant.Reason)))...)
	}
	absent := []string{"verified_at", "auth_scheme", "header_names"}
	switch c.phase {
	case refreshStored, applyOther:
		return append(wrong, same(before, after, "status", "status_reason")...)
	case applyCreate, applyRotation:
		wrong = append(wrong, c.checkRevision(before, after)...)
	case ephemeral:
		absent = []string{"auth_scheme"}
		if after["headers"].IsNull() {
			wrong = append(wrong, "there are no headers to go on with")
		}
	}
	for _, name := range absent {
		wrong = append(wrong, expect(after, name, tftypes.NewValue(after[name].Type(), nil))...)
	}
	for name, value := range members(after["account"]) {
		if !value.IsNull() {
			wrong = append(wrong, "the account has a "+name+" that nobody told")
		}
	}
	return wrong
}
