package lifecycle_test

import (
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// TestRotation is the contract's section "Rotation": which configurations have a new
// secret, and what the plan and the apply do with secret_revision and rotated_at.
func TestRotation(t *testing.T) {
	t.Parallel()
	version := func(value lifecycle.Value[string]) func(*lifecycle.Inputs) {
		return func(in *lifecycle.Inputs) { in.SecretsVersion = value }
	}
	toStored := func(text string) func(*lifecycle.Inputs) {
		return func(in *lifecycle.Inputs) {
			in.Fields = withSecret(*in, lifecycle.Field{Value: known(text)}).Fields
			in.Differing = map[string]bool{"api_key": true}
		}
	}
	toWriteOnly := func(text string) func(*lifecycle.Inputs) {
		return func(in *lifecycle.Inputs) {
			in.Fields = withWriteOnly(*in, known(text)).Fields
			in.Differing = map[string]bool{"api_key": true}
		}
	}
	lost := func(in *lifecycle.Inputs) { in.Private = lifecycle.DecodePrivateState(nil) }
	for name, c := range map[string]struct {
		in   lifecycle.Inputs
		want lifecycle.SecretChange
	}{
		"write-only, same":                         {applied(), lifecycle.SecretSame},
		"write-only, another":                      {withWriteOnly(applied(), known(secretTwo)), lifecycle.SecretChanged},
		"write-only, unknown":                      {withWriteOnly(applied(), unknown()), lifecycle.SecretUnknown},
		"write-only, no hash to compare with":      {with(applied(), lost), lifecycle.SecretChanged},
		"write-only, unknown and no hash":          {with(withWriteOnly(applied(), unknown()), lost), lifecycle.SecretUnknown},
		"write-only, withheld by ignore_changes":   {withWriteOnly(applied(), lifecycle.Null[secret.Value]()), lifecycle.SecretSame},
		"in state, same":                           {stored(), lifecycle.SecretSame},
		"in state, another":                        {withSecret(stored(), lifecycle.Field{Value: known(secretTwo)}), lifecycle.SecretChanged},
		"in state, unknown":                        {withSecret(stored(), lifecycle.Field{Value: unknown()}), lifecycle.SecretUnknown},
		"moved from F_wo to F, same":               {with(applied(), toStored(secretOne)), lifecycle.SecretSame},
		"moved from F_wo to F, another":            {with(applied(), toStored(secretTwo)), lifecycle.SecretChanged},
		"moved from F to F_wo, same":               {with(stored(), toWriteOnly(secretOne)), lifecycle.SecretSame},
		"moved from F to F_wo, another":            {with(stored(), toWriteOnly(secretTwo)), lifecycle.SecretChanged},
		"version same, another secret":             {withWriteOnly(versioned(), known(secretTwo)), lifecycle.SecretSame},
		"version same, secret unknown":             {withWriteOnly(versioned(), unknown()), lifecycle.SecretSame},
		"version another, same secret":             {with(versioned(), version(lifecycle.Known("2"))), lifecycle.SecretChanged},
		"version another, secret withheld":         {withWriteOnly(with(versioned(), version(lifecycle.Known("2"))), lifecycle.Null[secret.Value]()), lifecycle.SecretChanged},
		"version same, secret withheld":            {withWriteOnly(versioned(), lifecycle.Null[secret.Value]()), lifecycle.SecretSame},
		"version unknown, secret withheld":         {withWriteOnly(with(versioned(), version(lifecycle.Unknown[string]())), lifecycle.Null[secret.Value]()), lifecycle.SecretUnknown},
		"version removed, secret withheld":         {withWriteOnly(with(versioned(), version(lifecycle.Null[string]())), lifecycle.Null[secret.Value]()), lifecycle.SecretSame},
		"version set first, secret withheld":       {withWriteOnly(with(applied(), version(lifecycle.Known("1"))), lifecycle.Null[secret.Value]()), lifecycle.SecretSame},
		"version unknown":                          {with(versioned(), version(lifecycle.Unknown[string]())), lifecycle.SecretUnknown},
		"version set for the first time, same":     {with(applied(), version(lifecycle.Known("1"))), lifecycle.SecretSame},
		"version set for the first time, another":  {withWriteOnly(with(applied(), version(lifecycle.Known("1"))), known(secretTwo)), lifecycle.SecretChanged},
		"version removed, nothing to compare with": {with(versioned(), version(lifecycle.Null[string]())), lifecycle.SecretChanged},
		"version removed, in state, same":          {with(stored(), func(in *lifecycle.Inputs) { in.Prior.SecretsVersion = lifecycle.Known("1") }), lifecycle.SecretSame},
		"version same, another secret in state": {withSecret(with(stored(), func(in *lifecycle.Inputs) {
			in.SecretsVersion, in.Prior.SecretsVersion = lifecycle.Known("1"), lifecycle.Known("1")
		}), lifecycle.Field{Value: known(secretTwo)}), lifecycle.SecretChanged},
		"version same, from F to F_wo, another": {with(with(stored(), func(in *lifecycle.Inputs) {
			in.SecretsVersion, in.Prior.SecretsVersion = lifecycle.Known("1"), lifecycle.Known("1")
		}), toWriteOnly(secretTwo)), lifecycle.SecretChanged},
	} {
		change := lifecycle.DetectChange(c.in)
		if change.Secret != c.want {
			t.Errorf("%s: %d, want %d", name, change.Secret, c.want)
			continue
		}
		planned := lifecycle.Plan(c.in, change, nil, false)
		revision, rotatedAt := c.in.Prior.SecretRevision, c.in.Prior.RotatedAt
		switch c.want {
		case lifecycle.SecretSame:
		case lifecycle.SecretUnknown:
			revision, rotatedAt = lifecycle.Unknown[int64](), lifecycle.Unknown[string]()
		case lifecycle.SecretChanged:
			revision, rotatedAt = lifecycle.Known[int64](priorRevision+1), lifecycle.Unknown[string]()
		}
		if planned.SecretRevision != revision || planned.RotatedAt != rotatedAt {
			t.Errorf("%s: plans revision %+v and time %+v, want %+v and %+v", name, planned.SecretRevision, planned.RotatedAt, revision, rotatedAt)
		}
		if c.want == lifecycle.SecretUnknown {
			continue // Nothing is unknown at apply.
		}
		result := lifecycle.Apply(c.in, change, accepted(), moment())
		if c.want == lifecycle.SecretChanged {
			rotatedAt = lifecycle.Known(lifecycle.Timestamp(applyTime))
		}
		if result.SecretRevision != revision || result.RotatedAt != rotatedAt {
			t.Errorf("%s: applies revision %+v and time %+v, want %+v and %+v", name, result.SecretRevision, result.RotatedAt, revision, rotatedAt)
		}
	}
}

// TestIgnoredSecretIsWithheldAtApply: if the plan keeps the revision although the
// configuration has another secret, that secret is neither verified nor stored.
func TestIgnoredSecretIsWithheldAtApply(t *testing.T) {
	t.Parallel()
	in := withWriteOnly(applied(), known(secretTwo))
	change := lifecycle.DetectChangeAtApply(in, lifecycle.Known[int64](priorRevision))
	if change.Secret != lifecycle.SecretSame || !change.Withheld || change.Changed() {
		t.Errorf("%+v", change)
	}
	private := lifecycle.PrivateStateAfter(in, change, lifecycle.Nexla{NexlaVendor: "acme_api"})
	if !private.Matches("api_key", secretOne) || private.Matches("api_key", secretTwo) || private.NexlaVendor != "acme_api" {
		t.Error("the hash of the secret that was applied is not kept")
	}
	change = lifecycle.DetectChangeAtApply(in, lifecycle.Known[int64](priorRevision+1))
	if change.Secret != lifecycle.SecretChanged || change.Withheld {
		t.Errorf("a planned rotation: %+v", change)
	}
}

// TestSchemeIsPinnedBesideAnIgnoredSecret: the scheme is that of the configuration, and
// there is no difference in the next plan.
func TestSchemeIsPinnedBesideAnIgnoredSecret(t *testing.T) {
	t.Parallel()
	for _, scheme := range []lifecycle.Value[string]{lifecycle.Null[string](), lifecycle.Known("key")} {
		in := withWriteOnly(applied(), known(secretTwo))
		in.AuthScheme, in.Private.Pinned = scheme, scheme.IsNull()
		change := lifecycle.DetectChangeAtApply(in, lifecycle.Known[int64](priorRevision))
		if !change.Withheld {
			t.Fatalf("%+v", change)
		}
		in.Private = lifecycle.PrivateStateAfter(in, change, lifecycle.Nexla{})
		in.Prior.AuthScheme = scheme
		in = withWriteOnly(in, lifecycle.Null[secret.Value]()) // As a plan has it.
		if again := lifecycle.DetectChange(in); in.Private.Pinned == scheme.IsNull() || again.Arguments || again.Changed() {
			t.Errorf("pinned %t, %+v", in.Private.Pinned, again)
		}
	}
}

// TestNoHashIsKeptUnderAVersionBesideAnIgnoredSecret: setting secrets_wo_version removes the
// hash, also if ignore_changes withholds the secret.
func TestNoHashIsKeptUnderAVersionBesideAnIgnoredSecret(t *testing.T) {
	t.Parallel()
	in := withWriteOnly(applied(), known(secretTwo))
	in.SecretsVersion = lifecycle.Known("1")
	change := lifecycle.DetectChangeAtApply(in, lifecycle.Known[int64](priorRevision))
	if !change.Withheld {
		t.Fatalf("%+v", change)
	}
	private := lifecycle.PrivateStateAfter(in, change, lifecycle.Nexla{NexlaVendor: "acme_api"})
	if len(private.KeyAndHashes) > 0 || private.NexlaVendor != "acme_api" {
		t.Errorf("%+v", private)
	}
}

// TestMoveBesideAnIgnoredSecretEndsWithOneApply: the apply does not know the secret that
// the custom credential had, and the next plan is empty all the same.
func TestMoveBesideAnIgnoredSecretEndsWithOneApply(t *testing.T) {
	t.Parallel()
	in := withWriteOnly(applied(), known(secretTwo))
	in.Private = lifecycle.PrivateState{MovedFrom: &lifecycle.MovedCredential{StoredHashes: in.Private.StoredHashes}}
	change := lifecycle.DetectChangeAtApply(in, lifecycle.Known[int64](priorRevision))
	if !change.Withheld || !change.Arguments {
		t.Fatalf("%+v", change)
	}
	in.Private = lifecycle.PrivateStateAfter(in, change, lifecycle.Nexla{})
	in = withWriteOnly(in, lifecycle.Null[secret.Value]()) // As a plan has it.
	if again := lifecycle.DetectChange(in); again.Arguments || again.Changed() {
		t.Errorf("%+v", again)
	}
}

// TestWhatMakesACredentialChanged is the contract's definition of a changed
// credential, except for secrets.
func TestWhatMakesACredentialChanged(t *testing.T) {
	t.Parallel()
	differing := func(name string) lifecycle.Inputs {
		return with(applied(), func(in *lifecycle.Inputs) { in.Differing = map[string]bool{name: true} })
	}
	pinned := func(configured lifecycle.Value[string], before bool) lifecycle.Inputs {
		return with(applied(), func(in *lifecycle.Inputs) {
			in.Definition, in.AuthScheme, in.Private.Pinned = acmeWithChoice(), configured, before
		})
	}
	custom := func(prior ...string) lifecycle.Inputs {
		in := appliedCustom(prior)
		in.Prior.Fields = map[string]lifecycle.Value[secret.Value]{connector.FieldHeaders: in.Fields[connector.FieldHeaders].Value}
		return in
	}
	for name, c := range map[string]struct {
		in                 lifecycle.Inputs
		changed, arguments bool
	}{
		"created":                     {created(), true, true},
		"imported":                    {imported(), true, false},
		"as applied":                  {applied(), false, false},
		"field":                       {differing("user"), true, true},
		"region":                      {differing("region"), true, true},
		"base_url":                    {differing("base_url"), true, true},
		"probe":                       {differing("probe"), true, true},
		"fixed_headers":               {differing("fixed_headers"), true, true},
		"name":                        {differing("name"), false, true},
		"description":                 {differing("description"), false, true},
		"verification":                {differing("verification"), false, true},
		"rotate_after":                {differing("rotate_after"), false, true},
		"rate_limit":                  {differing("rate_limit"), false, true},
		"key_menu_path":               {differing("key_menu_path"), false, true},
		"nexla":                       {differing("nexla"), false, true},
		"a computed attribute":        {differing("status"), false, false},
		"pinned to the same scheme":   {pinned(lifecycle.Known("key"), false), false, false},
		"pinned to another scheme":    {pinned(lifecycle.Known("bearer"), false), true, true},
		"pin unknown":                 {pinned(lifecycle.Unknown[string](), false), true, true},
		"still pinned":                {pinned(lifecycle.Known("key"), true), false, false},
		"unpinned":                    {pinned(lifecycle.Null[string](), true), true, true},
		"custom, same headers":        {custom("X-Api-Key"), false, false},
		"custom, other headers":       {custom("X-Token"), true, true},
		"custom, no accepted headers": {custom(), false, false},
	} {
		if change := lifecycle.DetectChange(c.in); change.Changed() != c.changed || change.Arguments != c.arguments {
			t.Errorf("%s: changed %t, arguments %t, want %t and %t", name, change.Changed(), change.Arguments, c.changed, c.arguments)
		}
	}
}
