package lifecycle_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
)

const newRevision = 1764322200000

// moment is an apply whose verification came before its end.
func moment() lifecycle.Moment {
	return lifecycle.Moment{Now: applyTime.Add(time.Second), NewRevision: func(time.Time) int64 { return newRevision }}
}

// TestApplyForEachResult is the contract's table "What each result does": what an
// apply that does not fail records.
func TestApplyForEachResult(t *testing.T) {
	t.Parallel()
	prior := applied().Prior.Computed
	null, verifiedAt, notVerified := lifecycle.Null[string](), lifecycle.Known(lifecycle.Timestamp(applyTime)), lifecycle.Known(lifecycle.Timestamp(moment().Now))
	unverified := func(status connector.Status, reason connector.Reason) lifecycle.Computed {
		return lifecycle.Computed{
			Status: lifecycle.Known(status), StatusReason: lifecycle.Known(reason), Account: lifecycle.Known(connector.Account{}),
			SecretRevision: lifecycle.Known[int64](newRevision),
		}
	}
	accept := func(set func(*lifecycle.Computed)) lifecycle.Computed {
		computed := lifecycle.Computed{
			Status: lifecycle.Known(connector.Verified), StatusReason: lifecycle.Known(connector.ReasonAccepted), VerifiedAt: verifiedAt,
			AuthScheme: lifecycle.Known("key"), HeaderNames: lifecycle.Known([]string{"X-Api-Key"}),
			Account:        lifecycle.Known(connector.Account{ID: "42", Name: "Finance"}),
			SecretRevision: prior.SecretRevision, RotatedAt: prior.RotatedAt,
		}
		set(&computed)
		return computed
	}
	isNew := func(c *lifecycle.Computed) {
		c.SecretRevision, c.RotatedAt = lifecycle.Known[int64](newRevision), verifiedAt
	}
	without := func(result *lifecycle.Result) *lifecycle.Result { result.Account = connector.Account{}; return result }
	edit := func(computed lifecycle.Computed, set func(*lifecycle.Computed)) lifecycle.Computed {
		set(&computed)
		return computed
	}
	changedField := func(in *lifecycle.Inputs) { in.Differing = map[string]bool{"user": true} }
	pinned := func(in *lifecycle.Inputs) { in.Definition, in.AuthScheme = acmeWithChoice(), lifecycle.Known("bearer") }
	for name, c := range map[string]struct {
		in     lifecycle.Inputs
		result *lifecycle.Result
		want   lifecycle.Computed
	}{
		"accepted, new":           {created(), accepted(), accept(isNew)},
		"accepted, imported":      {imported(), accepted(), accept(isNew)},
		"accepted, changed field": {with(applied(), changedField), accepted(), accept(func(*lifecycle.Computed) {})},
		"accepted, rotation": {withWriteOnly(applied(), known(secretTwo)), accepted(), accept(func(c *lifecycle.Computed) {
			c.SecretRevision, c.RotatedAt = lifecycle.Known[int64](priorRevision+1), verifiedAt
		})},
		"accepted, unchanged":                   {applied(), accepted(), accept(func(*lifecycle.Computed) {})},
		"accepted, unchanged, account not read": {applied(), without(accepted()), accept(func(c *lifecycle.Computed) { c.Account = prior.Account })},
		"accepted, changed, account not read":   {with(applied(), changedField), without(accepted()), accept(func(c *lifecycle.Computed) { c.Account = lifecycle.Known(connector.Account{}) })},
		"inconclusive, new":                     {created(), inconclusive(), edit(unverified(connector.Inconclusive, connector.ReasonServerError), func(c *lifecycle.Computed) { c.RotatedAt = verifiedAt })},
		"inconclusive, new, pinned": {with(created(), pinned), inconclusive(), edit(unverified(connector.Inconclusive, connector.ReasonServerError), func(c *lifecycle.Computed) {
			c.RotatedAt, c.AuthScheme, c.HeaderNames = verifiedAt, lifecycle.Known("bearer"), lifecycle.Known([]string{"Authorization"})
		})},
		"inconclusive, changed field": {with(applied(), changedField), inconclusive(), edit(unverified(connector.Inconclusive, connector.ReasonServerError), func(c *lifecycle.Computed) {
			c.SecretRevision, c.RotatedAt, c.VerifiedAt = prior.SecretRevision, prior.RotatedAt, prior.VerifiedAt
		})},
		"inconclusive, rotation": {withWriteOnly(applied(), known(secretTwo)), inconclusive(), edit(unverified(connector.Inconclusive, connector.ReasonServerError), func(c *lifecycle.Computed) {
			c.SecretRevision, c.RotatedAt, c.VerifiedAt = lifecycle.Known[int64](priorRevision+1), verifiedAt, null
		})},
		"inconclusive, unchanged":            {applied(), inconclusive(), prior},
		"not verified, new":                  {created(), nil, edit(unverified(connector.Unverified, connector.ReasonNotVerified), func(c *lifecycle.Computed) { c.RotatedAt = notVerified })},
		"not verified, unchanged":            {applied(), nil, prior},
		"not verified, unchanged but pinned": {with(applied(), func(in *lifecycle.Inputs) { in.AuthScheme = lifecycle.Known("key") }), nil, prior},
	} {
		change := lifecycle.DetectChangeAtApply(c.in, lifecycle.Unknown[int64]())
		if got := lifecycle.Apply(c.in, change, c.result, moment()); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, c.want)
		}
	}
}

// TestAccountThatWasNotReadIsKept: the probe that reports it can fail, and the others
// report none, or a part. Not every vendor reports an ID.
func TestAccountThatWasNotReadIsKept(t *testing.T) {
	t.Parallel()
	none, named, renamed := connector.Account{}, connector.Account{Organization: "Acme"}, connector.Account{Organization: "Acme Ltd"}
	full := connector.Account{ID: "42", Organization: "Acme"}
	for _, c := range []struct{ prior, result, want connector.Account }{
		{prior: named, result: none, want: named},
		{prior: named, result: renamed, want: renamed},
		{prior: full, result: none, want: full},
		{prior: full, result: renamed, want: full},
		{prior: none, result: renamed, want: renamed},
		{prior: named, result: full, want: full},
	} {
		in := applied()
		in.Prior.Account = lifecycle.Known(c.prior)
		accepted, rejected := accepted(), rejected()
		accepted.Account, rejected.Account = c.result, c.result
		if got := lifecycle.Apply(in, lifecycle.DetectChange(in), accepted, moment()).Account.Get(); got != c.want {
			t.Errorf("%+v after %+v: an apply records %+v", c.result, c.prior, got)
		}
		if got, _ := lifecycle.RecordRejection(in, lifecycle.DetectChange(in), rejected); got.Account.Get() != c.want {
			t.Errorf("%+v after %+v: a failed apply records %+v", c.result, c.prior, got.Account.Get())
		}
	}
}

// TestFailedApplyRecordsARejectionOfAnUnchangedCredentialAlone: every other failure
// keeps the prior state, or leaves none.
func TestFailedApplyRecordsARejectionOfAnUnchangedCredentialAlone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in     lifecycle.Inputs
		result *lifecycle.Result
		want   bool
	}{
		"rejected, unchanged":     {applied(), rejected(), true},
		"rejected, rotation":      {withWriteOnly(applied(), known(secretTwo)), rejected(), false},
		"rejected, imported":      {imported(), rejected(), false},
		"rejected, new":           {created(), rejected(), false},
		"inconclusive, unchanged": {applied(), inconclusive(), false},
		"accepted, unchanged":     {applied(), accepted(), false},
		"not verified":            {applied(), nil, false},
	} {
		got, recorded := lifecycle.RecordRejection(c.in, lifecycle.DetectChange(c.in), c.result)
		if recorded != c.want {
			t.Errorf("%s: recorded %t, want %t", name, recorded, c.want)
		}
		if want := asRejected(applied().Prior.Computed); recorded && !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, want)
		}
	}
}

// TestRefreshRecordsARejectionAlone: every other result keeps the prior state.
func TestRefreshRecordsARejectionAlone(t *testing.T) {
	t.Parallel()
	in := stored()
	for _, c := range []struct {
		result *lifecycle.Result
		want   lifecycle.Computed
	}{
		{accepted(), in.Prior.Computed},
		{inconclusive(), in.Prior.Computed},
		{rejected(), asRejected(in.Prior.Computed)},
	} {
		if got := lifecycle.Refresh(in, *c.result); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", c.result.Status, got, c.want)
		}
	}
}

func asRejected(prior lifecycle.Computed) lifecycle.Computed {
	prior.Status, prior.StatusReason = lifecycle.Known(connector.Rejected), lifecycle.Known(connector.ReasonInvalidCredential)
	return prior
}
