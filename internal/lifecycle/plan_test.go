package lifecycle_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// The four plans that the contract knows.
const (
	planEmpty     = "no diff"
	planUpdate    = "update, status unknown"
	planRejection = "update, rejection known"
	planRotation  = "update, secret_revision unknown"
)

// kindOf names the plan that the values are, by what the contract says is known.
func kindOf(t *testing.T, in lifecycle.Inputs, planned lifecycle.Computed) string {
	t.Helper()
	if in.Prior != nil && reflect.DeepEqual(planned, in.Prior.Computed) {
		return planEmpty
	}
	if planned.Status == lifecycle.Known(connector.Rejected) {
		want := in.Prior.Computed
		want.Status, want.StatusReason, want.VerifiedAt = planned.Status, lifecycle.Known(connector.ReasonInvalidCredential), lifecycle.Unknown[string]()
		if !reflect.DeepEqual(planned, want) {
			t.Errorf("a rejection is planned beside another difference: %+v", planned)
		}
		return planRejection
	}
	if !planned.Status.IsUnknown() || !planned.StatusReason.IsUnknown() || !planned.VerifiedAt.IsUnknown() || !planned.Account.IsUnknown() {
		t.Errorf("a value is known that depends on the result at apply: %+v", planned)
	}
	if planned.SecretRevision.IsUnknown() && planned.RotatedAt.IsUnknown() {
		return planRotation
	}
	return planUpdate
}

// TestPlanForEachResult is the contract's table "What each result does": what is planned.
func TestPlanForEachResult(t *testing.T) {
	t.Parallel()
	status := func(status connector.Status) func(*lifecycle.Inputs) {
		return func(in *lifecycle.Inputs) { in.Prior.Status = lifecycle.Known(status) }
	}
	applyOff := func(in *lifecycle.Inputs) { in.Policies.Apply = lifecycle.Off }
	changedField := func(in *lifecycle.Inputs) { in.Differing = map[string]bool{"user": true} }
	for name, c := range map[string]struct {
		in     lifecycle.Inputs
		result *lifecycle.Result
		want   string
	}{
		"accepted, new":                           {created(), accepted(), planRotation},
		"accepted, imported":                      {imported(), accepted(), planRotation},
		"accepted, changed field":                 {with(applied(), changedField), accepted(), planUpdate},
		"accepted, unchanged, state verified":     {applied(), accepted(), planEmpty},
		"accepted, unchanged, state rejected":     {with(applied(), status(connector.Rejected)), accepted(), planUpdate},
		"accepted, unchanged, state inconclusive": {with(applied(), status(connector.Inconclusive)), accepted(), planUpdate},
		"accepted, unchanged, state unverified":   {with(applied(), status(connector.Unverified)), accepted(), planUpdate},
		"accepted, unchanged, apply off":          {with(with(applied(), status(connector.Unverified)), applyOff), accepted(), planEmpty},

		"rejected, unchanged, state verified": {applied(), rejected(), planRejection},
		"rejected, unchanged, state rejected": {with(applied(), status(connector.Rejected)), rejected(), planRejection},
		"rejected, unchanged, apply off":      {with(applied(), applyOff), rejected(), planEmpty},

		"inconclusive, new":                              {created(), inconclusive(), planRotation},
		"inconclusive, changed field":                    {with(applied(), changedField), inconclusive(), planUpdate},
		"inconclusive, unchanged, state verified":        {applied(), inconclusive(), planEmpty},
		"inconclusive, unchanged, state unverified":      {with(applied(), status(connector.Unverified)), inconclusive(), planEmpty},
		"not verified, new":                              {created(), nil, planRotation},
		"not verified, unchanged":                        {applied(), nil, planEmpty},
		"not verified, unchanged, state unverified":      {with(applied(), status(connector.Unverified)), nil, planEmpty},
		"not verified, unchanged, secret unknown":        {withWriteOnly(applied(), unknown()), nil, planRotation},
		"not verified, unchanged, stored secret unknown": {withSecret(stored(), lifecycle.Field{Value: unknown()}), nil, planRotation},
		"not verified, secret withheld":                  {withWriteOnly(applied(), lifecycle.Field{}.Value), nil, planEmpty},

		"accepted, unchanged, another argument differs": {with(applied(), func(in *lifecycle.Inputs) { in.Differing = map[string]bool{"description": true} }), accepted(), planUpdate},
		"accepted, unchanged, moved":                    {with(stored(), func(in *lifecycle.Inputs) { in.Private.MovedFrom = &lifecycle.MovedCredential{} }), accepted(), planUpdate},
	} {
		planned := lifecycle.Plan(c.in, lifecycle.DetectChange(c.in), c.result, false)
		if got := kindOf(t, c.in, planned); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	in := applied()
	if got := kindOf(t, in, lifecycle.Plan(in, lifecycle.DetectChange(in), accepted(), true)); got != planUpdate {
		t.Errorf("other work is due: %s, want %s", got, planUpdate)
	}
}

// TestPlannedScheme: the scheme is known in a planned update if it is pinned, or if
// an unchanged credential has no other.
func TestPlannedScheme(t *testing.T) {
	t.Parallel()
	describe := func(in *lifecycle.Inputs) { in.Differing = map[string]bool{"description": true} }
	pin := func(scheme lifecycle.Value[string]) func(*lifecycle.Inputs) {
		return func(in *lifecycle.Inputs) { in.Definition, in.AuthScheme = acmeWithChoice(), scheme }
	}
	none, key := lifecycle.Unknown[string](), lifecycle.Known("key")
	for name, c := range map[string]struct {
		in     lifecycle.Inputs
		scheme lifecycle.Value[string]
		header string
	}{
		"unchanged, one scheme":        {with(applied(), describe), key, "X-Api-Key"},
		"unchanged, never accepted":    {with(with(applied(), describe), func(in *lifecycle.Inputs) { in.Prior.AuthScheme = lifecycle.Null[string]() }), none, ""},
		"unchanged, two schemes":       {with(with(applied(), describe), func(in *lifecycle.Inputs) { in.Definition = acmeWithChoice() }), none, ""},
		"rotation, one scheme":         {withWriteOnly(applied(), known(secretTwo)), none, ""},
		"new":                          {created(), none, ""},
		"new, pinned":                  {with(created(), pin(lifecycle.Known("bearer"))), lifecycle.Known("bearer"), "Authorization"},
		"new, pin unknown":             {with(created(), pin(none)), none, ""},
		"unchanged, pinned to another": {with(applied(), pin(lifecycle.Known("bearer"))), lifecycle.Known("bearer"), "Authorization"},
		"custom, headers unknown":      {with(appliedCustom([]string{"X-Api-Key"}), func(in *lifecycle.Inputs) { describe(in); in.Definition = connector.CustomShape() }), none, ""},
	} {
		planned := lifecycle.Plan(c.in, lifecycle.DetectChange(c.in), nil, false)
		var header string
		if names := planned.HeaderNames.Get(); len(names) == 1 {
			header = names[0]
		}
		if planned.AuthScheme != c.scheme || header != c.header || planned.HeaderNames.IsUnknown() != c.scheme.IsUnknown() {
			t.Errorf("%s: %+v %+v, want %+v %q", name, planned.AuthScheme, planned.HeaderNames, c.scheme, c.header)
		}
	}
}

// TestRotationDue: a plan that does not change the secret reports one that is older
// than rotate_after.
func TestRotationDue(t *testing.T) {
	t.Parallel()
	rotated, err := time.Parse(time.RFC3339, priorTime)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		in   lifecycle.Inputs
		age  time.Duration
		want bool
	}{
		"older":           {applied(), time.Hour + time.Second, true},
		"not older":       {applied(), time.Hour, false},
		"new":             {created(), 2 * time.Hour, false},
		"imported":        {imported(), 2 * time.Hour, false},
		"rotated by plan": {withWriteOnly(applied(), known(secretTwo)), 2 * time.Hour, false},
	} {
		at, got := lifecycle.RotationDue(c.in, lifecycle.DetectChange(c.in), time.Hour, rotated.Add(c.age))
		if got != c.want || got && !at.Equal(rotated) {
			t.Errorf("%s: %t since %s, want %t", name, got, at, c.want)
		}
	}
}

// TestHeaderNamesFollowOptionalFields: a header that an optional field carries is in
// header_names if the field is set, and the names are unknown while the field is.
func TestHeaderNamesFollowOptionalFields(t *testing.T) {
	t.Parallel()
	definition := acme()
	definition.Fields[1].Optional = true
	optional := connector.FieldHeader("X-User", "user")
	optional.IfSet = "user"
	definition.Schemes[0].Headers = append(definition.Schemes[0].Headers, optional)
	for name, c := range map[string]struct {
		user lifecycle.Value[secret.Value]
		want lifecycle.Value[[]string]
	}{
		"set":     {known("integrations@example.com"), lifecycle.Known([]string{"X-Api-Key", "X-User"})},
		"not set": {lifecycle.Null[secret.Value](), lifecycle.Known([]string{"X-Api-Key"})},
		"unknown": {unknown(), lifecycle.Unknown[[]string]()},
	} {
		in := with(created(), func(in *lifecycle.Inputs) {
			in.Definition, in.AuthScheme = definition, lifecycle.Known("key")
			in.Fields = map[string]lifecycle.Field{"api_key": {Value: known(secretOne), WriteOnly: true}, "user": {Value: c.user}}
		})
		if got := lifecycle.Plan(in, lifecycle.DetectChange(in), nil, false); !reflect.DeepEqual(got.HeaderNames, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got.HeaderNames, c.want)
		}
	}
}
