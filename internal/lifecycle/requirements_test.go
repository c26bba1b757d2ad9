package lifecycle_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
)

// The expiry that the tests' keys have.
var (
	priorExpiry = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	newExpiry   = time.Date(2027, 6, 30, 10, 15, 0, 0, time.UTC)
)

// reporting is a connector whose probe reports everything.
func reporting() *connector.Definition {
	definition := acme()
	definition.Probes = []connector.Probe{{
		Path: "/me", Account: connector.AccountPaths{ID: connector.Expr("id")},
		Scopes: connector.InBody("scopes"), ExpiresAt: connector.InBody("expires_at"), Environment: connector.InBody("live"),
	}}
	return definition
}

// reportedAs returns an accepted result with a report. A nil list, the zero time and
// an empty environment are values that the response lacks.
func reportedAs(scopes []string, expiresAt time.Time, environment connector.Environment) *lifecycle.Result {
	result := accepted()
	result.Report = connector.Report{
		Scopes:      connector.Reported[connector.ScopeList]{Covered: true, Present: scopes != nil, Value: connector.NewScopeList(scopes...)},
		ExpiresAt:   connector.Reported[time.Time]{Covered: true, Present: !expiresAt.IsZero(), Value: expiresAt},
		Environment: connector.Reported[connector.Environment]{Covered: true, Present: environment != "", Value: environment},
	}
	return result
}

// reportedState is a credential that was applied with these values.
func reportedState() lifecycle.Inputs {
	in := applied()
	in.Definition = reporting()
	in.Prior.Scopes = lifecycle.Known([]string{"read"})
	in.Prior.ExpiresAt = lifecycle.Known(lifecycle.Timestamp(priorExpiry))
	in.Prior.Environment = lifecycle.Known(connector.Live)
	return in
}

func judged(in lifecycle.Inputs, result *lifecycle.Result) *lifecycle.Result {
	result.Outcome, _ = in.Requirements.Judge(in.Definition, result.Outcome)
	return result
}

func requiring(scopes ...string) lifecycle.Requirements {
	return lifecycle.Requirements{Scopes: scopes}
}

// TestRequirementsAreJudged covers the contract's rows about the requirements of an
// accepted credential, and the order of reasons.
func TestRequirementsAreJudged(t *testing.T) {
	t.Parallel()
	met, read := connector.ReasonAccepted, []string{"read"}
	account := func(pairs ...string) map[string]string { return map[string]string{pairs[0]: pairs[1]} }
	for name, c := range map[string]struct {
		required lifecycle.Requirements
		scopes   []string
		env      connector.Environment
		want     connector.Reason
	}{
		"nothing":                            {lifecycle.Requirements{}, nil, "", met},
		"scope present":                      {requiring("read"), []string{"read", "write"}, "", met},
		"scope missing":                      {requiring("read", "write"), read, "", connector.ReasonMissingScope},
		"scope in another case":              {requiring("Read"), read, "", connector.ReasonMissingScope},
		"scope of a key without any":         {requiring("read"), []string{}, "", connector.ReasonMissingScope},
		"scopes not reported":                {requiring("read"), nil, "", connector.ReasonNotReported},
		"environment":                        {lifecycle.Requirements{Environment: connector.Live}, nil, connector.Live, met},
		"other environment":                  {lifecycle.Requirements{Environment: connector.Live}, nil, connector.Test, connector.ReasonWrongEnvironment},
		"environment not reported":           {lifecycle.Requirements{Environment: connector.Live}, read, "", connector.ReasonNotReported},
		"account":                            {lifecycle.Requirements{Account: account("id", "42")}, nil, "", met},
		"other account":                      {lifecycle.Requirements{Account: account("id", "43")}, nil, "", connector.ReasonWrongAccount},
		"name in another case":               {lifecycle.Requirements{Account: account("name", "finance")}, nil, "", connector.ReasonWrongAccount},
		"e-mail address in another case":     {lifecycle.Requirements{Account: account("email", "Ops@Example.com")}, nil, "", met},
		"attribute not reported":             {lifecycle.Requirements{Account: account("role", "admin")}, nil, "", connector.ReasonNotReported},
		"account before environment":         {lifecycle.Requirements{Scopes: []string{"write"}, Environment: connector.Live, Account: account("id", "43")}, read, connector.Test, connector.ReasonWrongAccount},
		"environment before scopes":          {lifecycle.Requirements{Scopes: []string{"write"}, Environment: connector.Live}, read, connector.Test, connector.ReasonWrongEnvironment},
		"difference before a missing report": {lifecycle.Requirements{Scopes: []string{"write"}, Environment: connector.Live, Account: account("role", "admin")}, read, "", connector.ReasonMissingScope},
	} {
		result := reportedAs(c.scopes, time.Time{}, c.env)
		result.Account.Email = "ops@example.com"
		outcome, _ := c.required.Judge(reporting(), result.Outcome)
		status := map[connector.Reason]connector.Status{met: connector.Verified, connector.ReasonNotReported: connector.Inconclusive}[c.want]
		if status == "" {
			status = connector.Insufficient
		}
		if outcome.Reason != c.want || outcome.Status != status {
			t.Errorf("%s: %s, %s, want %s, %s", name, outcome.Status, outcome.Reason, status, c.want)
		}
	}
}

func TestUnmetRequirementsAreAllListed(t *testing.T) {
	t.Parallel()
	required := lifecycle.Requirements{
		Scopes: []string{"z", "read", "a"}, Environment: connector.Test,
		Account: map[string]string{"id": "43", "name": "Sales", "role": "admin"},
	}
	_, got := required.Judge(reporting(), reportedAs([]string{"read"}, time.Time{}, connector.Live).Outcome)
	want := lifecycle.UnmetRequirements{
		MissingScopes: []string{"a", "z"}, WrongEnvironment: true, WrongAccount: []string{"id", "name"}, NotReported: []string{"account.role"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("unmetRequirements %+v, want %+v", got, want)
	}
}

func TestScopesThatIncludeOthersMeetARequirement(t *testing.T) {
	t.Parallel()
	definition := reporting()
	definition.ScopeIncludes = connector.ScopeLevels(":read-write", ":read")
	outcome, _ := requiring("records:read").Judge(definition, reportedAs([]string{"records:read-write"}, time.Time{}, "").Outcome)
	if outcome.Status != connector.Verified {
		t.Errorf("%s, %s", outcome.Status, outcome.Reason)
	}
}

// TestOnlyTheVendorsReportMeetsARequiredAccount: a field of the configuration never does.
func TestOnlyTheVendorsReportMeetsARequiredAccount(t *testing.T) {
	t.Parallel()
	result := accepted()
	result.Account, result.AccountConfigured = connector.Account{Email: "ops@example.com"}, true
	outcome, _ := lifecycle.Requirements{Account: map[string]string{"email": "ops@example.com"}}.Judge(reporting(), result.Outcome)
	if outcome.Reason != connector.ReasonNotReported {
		t.Errorf("%s, %s", outcome.Status, outcome.Reason)
	}
}

func TestOnlyAnAcceptedCredentialIsJudged(t *testing.T) {
	t.Parallel()
	for _, result := range []*lifecycle.Result{rejected(), inconclusive()} {
		if got, _ := requiring("read").Judge(reporting(), result.Outcome); got != result.Outcome {
			t.Errorf("%+v became %+v", result.Outcome, got)
		}
	}
}

// TestChangedRequirements: more than before makes the credential a changed one, and
// less does not.
func TestChangedRequirements(t *testing.T) {
	t.Parallel()
	full := lifecycle.Requirements{Scopes: []string{"a", "b"}, Environment: connector.Live, Account: map[string]string{"id": "42", "name": "Finance"}}
	for name, c := range map[string]struct {
		before, now lifecycle.Requirements
		changed     bool
	}{
		"none":                {lifecycle.Requirements{}, lifecycle.Requirements{}, false},
		"same":                {full, full, false},
		"first":               {lifecycle.Requirements{}, full, true},
		"removed":             {full, lifecycle.Requirements{}, false},
		"empty set and map":   {full, lifecycle.Requirements{Scopes: []string{}, Account: map[string]string{}}, false},
		"fewer scopes":        {full, lifecycle.Requirements{Scopes: []string{"b"}, Environment: connector.Live, Account: full.Account}, false},
		"more scopes":         {requiring("a"), requiring("a", "b"), true},
		"another scope":       {requiring("a"), requiring("b"), true},
		"another environment": {lifecycle.Requirements{Environment: connector.Live}, lifecycle.Requirements{Environment: connector.Test}, true},
		"another account":     {lifecycle.Requirements{Account: map[string]string{"id": "1"}}, lifecycle.Requirements{Account: map[string]string{"id": "2"}}, true},
		"part of an account":  {full, lifecycle.Requirements{Scopes: full.Scopes, Environment: connector.Live, Account: map[string]string{"id": "42"}}, false},
		"unknown":             {full, lifecycle.Requirements{Unknown: true}, true},
	} {
		in := reportedState()
		in.Prior.Requirements, in.Requirements = c.before, c.now
		if change := lifecycle.DetectChange(in); change.Changed() != c.changed || change.Requirements != c.changed || !change.SameCredential() {
			t.Errorf("%s: %+v, want changed %t", name, change, c.changed)
		}
	}
}

// TestPlanWithRequirements has the plan of each row about requirements.
func TestPlanWithRequirements(t *testing.T) {
	t.Parallel()
	requires := func(in lifecycle.Inputs, before, now lifecycle.Requirements) lifecycle.Inputs {
		in.Prior.Requirements, in.Requirements = before, now
		if !reflect.DeepEqual(before, now) {
			in.Differing = map[string]bool{"required_scopes": true}
		}
		return in
	}
	read, write := requiring("read"), requiring("write")
	for name, c := range map[string]struct {
		in     lifecycle.Inputs
		result *lifecycle.Result
		want   string
	}{
		"met":                      {requires(reportedState(), read, read), reportedAs([]string{"read"}, priorExpiry, connector.Live), planEmpty},
		"not met":                  {requires(reportedState(), write, write), reportedAs([]string{"read"}, priorExpiry, connector.Live), "update, insufficient"},
		"not reported":             {requires(reportedState(), read, read), reportedAs(nil, time.Time{}, ""), planEmpty},
		"more required":            {requires(reportedState(), read, requiring("read", "more")), reportedAs([]string{"read", "more"}, priorExpiry, connector.Live), planUpdate},
		"less required":            {requires(reportedState(), read, lifecycle.Requirements{}), reportedAs([]string{"read"}, priorExpiry, connector.Live), planUpdate},
		"unknown":                  {requires(reportedState(), read, lifecycle.Requirements{Unknown: true}), reportedAs([]string{"read"}, priorExpiry, connector.Live), planUpdate},
		"other values and no more": {reportedState(), reportedAs([]string{"other"}, newExpiry, connector.Test), planEmpty},
	} {
		planned := lifecycle.Plan(c.in, lifecycle.DetectChange(c.in), judged(c.in, c.result), false)
		got := ""
		switch {
		case reflect.DeepEqual(planned, c.in.Prior.Computed):
			got = planEmpty
		case planned.Status.IsUnknown() && planned.Scopes.IsUnknown() && planned.ExpiresAt.IsUnknown() && planned.Environment.IsUnknown():
			got = planUpdate
		case planned.Status == lifecycle.Known(connector.Insufficient) && planned.StatusReason == lifecycle.Known(connector.ReasonMissingScope) &&
			planned.VerifiedAt.IsUnknown() && reflect.DeepEqual(planned.Scopes, c.in.Prior.Scopes):
			got = "update, insufficient"
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q: %+v", name, got, c.want, planned)
		}
	}
}

// TestPlanOfWhatAConnectorCannotReport is null and not unknown.
func TestPlanOfWhatAConnectorCannotReport(t *testing.T) {
	t.Parallel()
	in := created()
	planned := lifecycle.Plan(in, lifecycle.DetectChange(in), accepted(), false)
	if !planned.Scopes.IsNull() || !planned.ExpiresAt.IsNull() || !planned.Environment.IsNull() {
		t.Errorf("%+v", planned)
	}
}

// TestInsufficientDoesWhatARejectionDoes covers the table of results.
func TestInsufficientDoesWhatARejectionDoes(t *testing.T) {
	t.Parallel()
	for _, phase := range []lifecycle.Phase{lifecycle.PhasePlan, lifecycle.PhaseApply} {
		for _, policy := range []lifecycle.Policy{lifecycle.Lenient, lifecycle.Strict} {
			for _, changed := range []bool{true, false} {
				for _, allow := range []bool{true, false} {
					v := lifecycle.Verification{Phase: phase, Policy: policy, Changed: changed, AllowUnverified: allow}
					if got, want := v.Severity(connector.Insufficient), v.Severity(connector.Rejected); got != want {
						t.Errorf("%+v: severity %d, want %d", v, got, want)
					}
				}
			}
		}
	}
}

// TestWhatAnApplyRecordsOfAReport has the rows about reported values.
func TestWhatAnApplyRecordsOfAReport(t *testing.T) {
	t.Parallel()
	type row struct {
		status              connector.Status
		scopes              []string
		expiresAt           string
		verifiedAt, account string
	}
	now, prior, expiry := lifecycle.Timestamp(applyTime), priorTime, lifecycle.Timestamp(priorExpiry)
	more := func(in lifecycle.Inputs) lifecycle.Inputs { in.Requirements = requiring("write"); return in }
	newWith := func(required lifecycle.Requirements) lifecycle.Inputs {
		in := created()
		in.Definition, in.Requirements = reporting(), required
		return in
	}
	changedField := func(in lifecycle.Inputs) lifecycle.Inputs { in.Differing = map[string]bool{"user": true}; return in }
	for name, c := range map[string]struct {
		in     lifecycle.Inputs
		result *lifecycle.Result
		want   row
	}{
		"new":                          {newWith(lifecycle.Requirements{}), reportedAs([]string{"a"}, newExpiry, connector.Live), row{connector.Verified, []string{"a"}, lifecycle.Timestamp(newExpiry), now, "42"}},
		"new, not reported":            {newWith(requiring("a")), reportedAs(nil, newExpiry, connector.Live), row{connector.Inconclusive, nil, lifecycle.Timestamp(newExpiry), "", "42"}},
		"new, outage":                  {newWith(requiring("a")), inconclusive(), row{connector.Inconclusive, nil, "", "", ""}},
		"unchanged, other values":      {reportedState(), reportedAs([]string{"a"}, newExpiry, connector.Live), row{connector.Verified, []string{"a"}, lifecycle.Timestamp(newExpiry), now, "42"}},
		"unchanged, returned none":     {reportedState(), reportedAs(nil, time.Time{}, ""), row{connector.Verified, nil, "", now, "42"}},
		"unchanged, other probe":       {reportedState(), accepted(), row{connector.Verified, []string{"read"}, expiry, now, "42"}},
		"changed field, other probe":   {changedField(reportedState()), accepted(), row{connector.Verified, nil, "", now, "42"}},
		"more required, outage":        {more(reportedState()), inconclusive(), row{connector.Inconclusive, []string{"read"}, expiry, prior, "42"}},
		"more required, not reported":  {more(reportedState()), reportedAs(nil, newExpiry, connector.Live), row{connector.Inconclusive, nil, lifecycle.Timestamp(newExpiry), prior, "42"}},
		"more required, not verified":  {more(reportedState()), nil, row{connector.Unverified, []string{"read"}, expiry, prior, "42"}},
		"changed field, not reported":  {more(changedField(reportedState())), reportedAs(nil, time.Time{}, ""), row{connector.Inconclusive, nil, "", "", "42"}},
		"rotation, not reported":       {more(withWriteOnly(reportedState(), known(secretTwo))), reportedAs(nil, newExpiry, ""), row{connector.Inconclusive, nil, lifecycle.Timestamp(newExpiry), "", "42"}},
		"rotation, probe without them": {withWriteOnly(reportedState(), known(secretTwo)), accepted(), row{connector.Verified, nil, "", now, "42"}},
	} {
		result := c.result
		if result != nil {
			result = judged(c.in, result)
		}
		got := lifecycle.Apply(c.in, lifecycle.DetectChange(c.in), result, moment())
		is := row{got.Status.Get(), got.Scopes.Get(), got.ExpiresAt.Get(), got.VerifiedAt.Get(), got.Account.Get().ID}
		if !reflect.DeepEqual(is, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", name, is, c.want)
		}
	}
}

// TestFailedApplyRecordsWhatTheVendorReported, and the status, of an unchanged credential.
func TestFailedApplyRecordsWhatTheVendorReported(t *testing.T) {
	t.Parallel()
	in := reportedState()
	in.Prior.Requirements, in.Requirements = requiring("write"), requiring("write")
	result := judged(in, reportedAs([]string{"other"}, newExpiry, connector.Test))
	result.Account = connector.Account{ID: "43"}
	got, recorded := lifecycle.RecordRejection(in, lifecycle.DetectChange(in), result)
	want := in.Prior.Computed
	want.Status, want.StatusReason = lifecycle.Known(connector.Insufficient), lifecycle.Known(connector.ReasonMissingScope)
	want.Scopes, want.ExpiresAt, want.Environment = lifecycle.Known([]string{"other"}), lifecycle.Known(lifecycle.Timestamp(newExpiry)), lifecycle.Known(connector.Test)
	want.Account = lifecycle.Known(connector.Account{ID: "43"})
	if !recorded || !reflect.DeepEqual(got, want) {
		t.Errorf("recorded %t\n got %+v\nwant %+v", recorded, got, want)
	}
	in.Requirements = requiring("write", "more")
	if _, recorded := lifecycle.RecordRejection(in, lifecycle.DetectChange(in), result); recorded {
		t.Error("a changed credential was recorded")
	}
}

// TestRefreshWritesWhatIsReported, and nothing else of an accepted credential.
func TestRefreshWritesWhatIsReported(t *testing.T) {
	t.Parallel()
	in := reportedState()
	result := reportedAs([]string{"other"}, time.Time{}, connector.Live)
	result.Account = connector.Account{ID: "43"}
	want := in.Prior.Computed
	want.Scopes, want.ExpiresAt = lifecycle.Known([]string{"other"}), lifecycle.Null[string]()
	if got := lifecycle.Refresh(in, *result); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if got := lifecycle.Refresh(in, *accepted()); !reflect.DeepEqual(got, in.Prior.Computed) {
		t.Errorf("a probe that reports nothing changes %+v", got)
	}
	in.Requirements = requiring("write")
	want.Status, want.StatusReason = lifecycle.Known(connector.Insufficient), lifecycle.Known(connector.ReasonMissingScope)
	if got := lifecycle.Refresh(in, *judged(in, result)); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestAccountDrift(t *testing.T) {
	t.Parallel()
	other := func() *lifecycle.Result {
		result := accepted()
		result.Account.ID = "43"
		return result
	}
	configured := other()
	configured.AccountConfigured = true
	without := accepted()
	without.Account = connector.Account{}
	for name, c := range map[string]struct {
		in     lifecycle.Inputs
		result *lifecycle.Result
		want   bool
	}{
		"same":           {reportedState(), accepted(), false},
		"other":          {reportedState(), other(), true},
		"not reported":   {reportedState(), without, false},
		"from a field":   {reportedState(), configured, false},
		"not verified":   {reportedState(), nil, false},
		"rotation":       {withWriteOnly(reportedState(), known(secretTwo)), other(), false},
		"new":            {created(), other(), false},
		"imported":       {imported(), other(), false},
		"no id in state": {with(reportedState(), func(in *lifecycle.Inputs) { in.Prior.Account = lifecycle.Known(connector.Account{}) }), other(), false},
	} {
		if _, _, got := lifecycle.AccountDrift(c.in, lifecycle.DetectChange(c.in), c.result); got != c.want {
			t.Errorf("%s: %t, want %t", name, got, c.want)
		}
	}
}

func TestExpiryComesFromTheResponseOrFromState(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in     lifecycle.Inputs
		result *lifecycle.Result
		want   time.Time
	}{
		"response":                   {reportedState(), reportedAs(nil, newExpiry, ""), newExpiry},
		"response says never":        {reportedState(), reportedAs(nil, time.Time{}, ""), time.Time{}},
		"probe without it":           {reportedState(), accepted(), priorExpiry},
		"inconclusive":               {reportedState(), inconclusive(), priorExpiry},
		"not verified":               {reportedState(), nil, priorExpiry},
		"rotation, probe without it": {withWriteOnly(reportedState(), known(secretTwo)), accepted(), time.Time{}},
		"rotation, response":         {withWriteOnly(reportedState(), known(secretTwo)), reportedAs(nil, newExpiry, ""), newExpiry},
		"secret unknown":             {withWriteOnly(reportedState(), unknown()), nil, time.Time{}},
		"state without it":           {applied(), accepted(), time.Time{}},
		"new":                        {created(), reportedAs(nil, newExpiry, ""), newExpiry},
		"imported":                   {imported(), accepted(), time.Time{}},
	} {
		got, known := lifecycle.Expiry(c.in, lifecycle.DetectChange(c.in), c.result)
		if known != !c.want.IsZero() || !got.Equal(c.want) {
			t.Errorf("%s: %s, %t, want %s", name, got, known, c.want)
		}
	}
}
