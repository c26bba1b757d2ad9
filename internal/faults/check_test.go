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
	"github.com/connector-credentials/terraform-provider-connector/internal/testkit"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// check compares the result of a cell with the expected effect, and returns the
// differences. Their texts contain no value that may be secret.
func (c cell) check(want outcome, from *baseline, seen *observed, target target) []string {
	effect := c.effect(want.Status)
	problems := c.checkDiagnostics(effect.severity, want, seen, connector.Host(target.baseURL))
	problems = append(problems, c.checkRequests(want, seen, target)...)
	problems = append(problems, c.checkResult(effect.result, want, seen)...)
	secrets := from.secrets
	if target.tokens != nil {
		secrets = slices.Concat(secrets, formsOf(target.tokens()...))
	}
	return append(problems, secrets.leaks(seen)...)
}

// evidence is a part of the sentence that says what happened.
var evidence = map[connector.Reason]string{
	connector.ReasonInvalidCredential:  "returned HTTP",
	connector.ReasonMissingScope:       "accepted the credential",
	connector.ReasonWrongEnvironment:   "accepted the credential",
	connector.ReasonForbidden:          "HTTP",
	connector.ReasonAccountInactive:    "the account is closed, blocked, unpaid, past its trial or on a plan without the API",
	connector.ReasonBlocked:            "A firewall, proxy or gateway in front of",
	connector.ReasonRateLimited:        "limits the rate of requests",
	connector.ReasonUnreachable:        "could not be reached",
	connector.ReasonTimeout:            "did not respond in time",
	connector.ReasonServerError:        "returned HTTP",
	connector.ReasonRedirected:         "redirects to another address",
	connector.ReasonUnexpectedResponse: "does not show whether the credential is valid",
}

// checkDiagnostics expects at most one diagnostic, of this severity and without a
// path, with vendor, credential, host and what happened.
func (c cell) checkDiagnostics(want severity, expected outcome, seen *observed, host string) (problems []string) {
	got := noDiagnostic
	for _, d := range seen.diagnostics {
		got = map[tfprotov6.DiagnosticSeverity]severity{
			tfprotov6.DiagnosticSeverityWarning: aWarning, tfprotov6.DiagnosticSeverityError: anError,
		}[d.Severity]
	}
	if got != want || len(seen.diagnostics) > 1 {
		return []string{fmt.Sprintf("%s in %d diagnostics, want %s: %s", got, len(seen.diagnostics), want, seen.text())}
	}
	if want == noDiagnostic {
		return nil
	}
	diagnostic := seen.diagnostics[0]
	unchanged := c.phase == planUnchanged || c.phase == applyUpdate
	beginning := c.title(host) + ": the credential"
	switch {
	case expected.Status == rejected:
		beginning = c.title(host) + " rejected the credential"
	case expected.Status == connector.Insufficient:
		beginning = c.title(host) + ": the credential"
	case unchanged: // The same for all credentials of the vendor, so that the CLI shows one.
		beginning = fmt.Sprintf("%s: unchanged credentials could not be verified (%s)", c.title(host), strings.ReplaceAll(string(expected.Reason), "_", " "))
	}
	if !strings.HasPrefix(diagnostic.Summary, beginning) {
		problems = append(problems, fmt.Sprintf("the summary is %q, and should begin with %q", diagnostic.Summary, beginning))
	}
	hasName := c.phase != dataSource && c.phase != ephemeral && (expected.Status != inconclusive || !unchanged)
	if hasName && !strings.Contains(diagnostic.Summary, strconv.Quote(c.subject.name+"-x")) {
		problems = append(problems, fmt.Sprintf("the summary %q does not contain the credential's name", diagnostic.Summary))
	}
	for _, part := range []string{evidence[expected.Reason], host, c.failure.cause} {
		if !strings.Contains(diagnostic.Detail, part) {
			problems = append(problems, fmt.Sprintf("the diagnostic does not contain %q: %s", part, diagnostic.Detail))
		}
	}
	if diagnostic.Attribute != nil {
		problems = append(problems, "the diagnostic has a path, whose line of the configuration the CLI prints")
	}
	return problems
}

var reportedRequests = regexp.MustCompile(`after (\d+) requests?\b`)

// checkRequests compares the requests that a diagnostic reports and that arrived. On a
// busy machine, the last repetition of a rejection may not fit into its budget, or end
// before it arrives; and a short timeout can end any request before it arrives.
func (c cell) checkRequests(want outcome, seen *observed, target target) (problems []string) {
	least := want.Requests
	if c.failure.isRepeated(c.subject, c.phase) {
		least--
	}
	for _, d := range seen.diagnostics {
		if want.Status == connector.Insufficient {
			break // The credential was accepted, and the number of requests does not matter.
		}
		reported := 0
		if match := reportedRequests.FindStringSubmatch(d.Detail); match != nil {
			reported, _ = strconv.Atoi(match[1])
		}
		if reported < least || reported > want.Requests {
			problems = append(problems, fmt.Sprintf("the diagnostic reports %d requests, want %d", reported, want.Requests))
		}
	}
	if target.requests == nil {
		return problems
	}
	most := want.Requests
	if c.failure.resent && c.subject.atProbe {
		most++
	}
	if got := target.requests(); got > most || got < least && !c.failure.endless {
		problems = append(problems, fmt.Sprintf("%d requests arrived, want %d", got, want.Requests))
	}
	return problems
}

// checkResult compares plan, state or result with the prior ones.
func (c cell) checkResult(want result, expected outcome, seen *observed) []string {
	before, after := testkit.Attributes(seen.before), testkit.Attributes(seen.after)
	switch want {
	case prior:
		return unchanged(before, after)
	case nothing:
		return c.checkNothing(before, after)
	case otherOnly:
		problems := unchanged(before, after, "description")
		return append(problems, expect(after, "description", testkit.Text(otherDescription))...)
	case update:
		return c.checkUpdate(before, after)
	case rejection:
		return c.checkPlannedRejection(expected, before, after)
	default:
		return c.checkRecorded(expected, before, after)
	}
}

// checkNothing expects no state beside an error. The CLI discards a plan with an error,
// and a reading may return its arguments, but nothing of a response.
func (c cell) checkNothing(before, after map[string]tftypes.Value) []string {
	switch c.phase {
	case planNew, planChanged:
		return nil
	case dataSource, ephemeral:
		if after != nil {
			return unchanged(before, after)
		}
	}
	if after != nil {
		return []string{"a state is returned beside an error"}
	}
	return nil
}

// unchanged returns a problem for each attribute that has changed, except for some.
func unchanged(before, after map[string]tftypes.Value, except ...string) (problems []string) {
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if !slices.Contains(except, name) && !before[name].Equal(after[name]) {
			problems = append(problems, name+" has changed")
		}
	}
	return problems
}

func expect(in map[string]tftypes.Value, name string, want tftypes.Value) []string {
	if got, exists := in[name]; !exists || !got.Equal(want) {
		return []string{fmt.Sprintf("%s is %s, want %s", name, in[name], want)}
	}
	return nil
}

// checkUpdate expects a planned update with an unknown status and a known revision.
func (c cell) checkUpdate(before, after map[string]tftypes.Value) (problems []string) {
	for _, name := range []string{"status", "status_reason", "verified_at", "account"} {
		if got, exists := after[name]; !exists || got.IsKnown() {
			problems = append(problems, name+" is known in a planned update")
		}
	}
	return append(problems, c.checkRevision(before, after)...)
}

// checkRevision expects the revision to increase by one for a new secret only.
func (c cell) checkRevision(before, after map[string]tftypes.Value) []string {
	revision := new(big.Float)
	if before == nil {
		return checkFirstRevision(c.phase, after["secret_revision"])
	}
	if before["secret_revision"].As(&revision) != nil {
		return []string{"the prior state has no revision"}
	}
	revision = new(big.Float).Add(revision, big.NewFloat(1))
	return expect(after, "secret_revision", tftypes.NewValue(tftypes.Number, revision))
}

// checkFirstRevision expects the time in milliseconds, which is unknown in a plan.
func checkFirstRevision(phase phase, got tftypes.Value) []string {
	revision := new(big.Float)
	if phase == planNew {
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

// checkPlannedRejection expects known status and reason, an unknown verified_at, and
// everything else unchanged.
func (c cell) checkPlannedRejection(expected outcome, before, after map[string]tftypes.Value) []string {
	problems := unchanged(before, after, "status", "status_reason", "verified_at")
	problems = append(problems, expect(after, "status", testkit.Text(string(expected.Status)))...)
	problems = append(problems, expect(after, "status_reason", testkit.Text(string(expected.Reason)))...)
	if after["verified_at"].IsKnown() {
		problems = append(problems, "verified_at is known in a planned rejection")
	}
	return problems
}

// checkRecorded expects status and reason of the response, and none of the values
// that only an accepted response has.
func (c cell) checkRecorded(expected outcome, before, after map[string]tftypes.Value) (problems []string) {
	problems = expect(after, "status", testkit.Text(string(expected.Status)))
	if c.phase != ephemeral {
		problems = append(problems, expect(after, "status_reason", testkit.Text(string(expected.Reason)))...)
	}
	absent := []string{"verified_at", "auth_scheme", "header_names"}
	switch c.phase {
	case refresh, applyUpdate:
		return append(problems, unchanged(before, after, "status", "status_reason")...)
	case applyCreate, applyRotation:
		problems = append(problems, c.checkRevision(before, after)...)
	case ephemeral:
		absent = []string{"auth_scheme"}
		if after["headers"].IsNull() {
			problems = append(problems, "headers is null")
		}
	}
	for _, name := range absent {
		problems = append(problems, expect(after, name, tftypes.NewValue(after[name].Type(), nil))...)
	}
	for name, value := range testkit.Attributes(after["account"]) {
		if !value.IsNull() {
			problems = append(problems, "the account has a "+name+" that no response contained")
		}
	}
	return problems
}
