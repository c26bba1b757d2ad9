package lifecycle_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// configured is one way to configure a credential with two schemes.
type configured struct {
	Secret    string
	WriteOnly bool
	// Ignored is set if ignore_changes withholds the write-only secret from plans.
	Ignored bool
	Version string
	Scheme  string
}

// ways are all combinations.
func ways() (all []configured) {
	for _, text := range []string{secretOne, secretTwo} {
		for _, version := range []string{"", "1", "2"} {
			for _, scheme := range []string{"", "key", "bearer"} {
				all = append(all, configured{text, false, false, version, scheme},
					configured{text, true, false, version, scheme}, configured{text, true, true, version, scheme})
			}
		}
	}
	return all
}

func textOrNull(text string) lifecycle.Value[string] {
	if text == "" {
		return lifecycle.Null[string]()
	}
	return lifecycle.Known(text)
}

// inputs are those of a plan or an apply after the last apply, which returned prior and private.
func (c configured) inputs(prior *lifecycle.Prior, private lifecycle.PrivateState, phase lifecycle.Phase) lifecycle.Inputs {
	value := known(c.Secret)
	if c.Ignored && prior != nil && phase == lifecycle.PhasePlan {
		value = lifecycle.Null[secret.Value]()
	}
	in := withSecret(created(), lifecycle.Field{Value: value, WriteOnly: c.WriteOnly})
	in.Definition, in.Prior, in.Private = acmeWithChoice(), prior, private
	in.SecretsVersion, in.AuthScheme = textOrNull(c.Version), textOrNull(c.Scheme)
	if prior != nil {
		stored := lifecycle.Null[secret.Value]()
		if !c.WriteOnly {
			stored = value
		}
		in.Differing = map[string]bool{
			"secrets_wo_version": in.SecretsVersion != prior.SecretsVersion,
			"api_key":            stored.Get().Reveal() != prior.Fields["api_key"].Get().Reveal(),
		}
	}
	return in
}

// apply plans and applies, and returns what the next plan starts from.
func (c configured) apply(prior *lifecycle.Prior, private lifecycle.PrivateState) (*lifecycle.Prior, lifecycle.PrivateState) {
	in := c.inputs(prior, private, lifecycle.PhasePlan)
	planned := lifecycle.Plan(in, lifecycle.DetectChange(in), accepted(), true)
	in = c.inputs(prior, private, lifecycle.PhaseApply)
	change := lifecycle.DetectChangeAtApply(in, planned.SecretRevision)
	result := accepted()
	if in.AuthScheme.IsKnown() {
		result.Scheme = in.AuthScheme.Get()
	}
	if _, verifies := lifecycle.ApplyVerification(in, change); !verifies {
		result = nil
	}
	after := &lifecycle.Prior{
		Computed:       lifecycle.Apply(in, change, result, lifecycle.Moment{Now: applyTime, NewRevision: func(time.Time) int64 { return priorRevision }}),
		SecretsVersion: in.SecretsVersion,
	}
	if !c.WriteOnly {
		after.Fields = map[string]lifecycle.Value[secret.Value]{"api_key": known(c.Secret)}
	}
	return after, lifecycle.PrivateStateAfter(in, change, lifecycle.Nexla{})
}

// TestPlanAfterEachApplyIsEmpty: from each configuration to each other one, also if the
// credential was moved in between, the next plan is empty. No hash is kept under a
// version or for a secret in state.
func TestPlanAfterEachApplyIsEmpty(t *testing.T) {
	t.Parallel()
	for _, first := range ways() {
		for _, second := range ways() {
			for _, moved := range []bool{false, true} {
				name := fmt.Sprintf("%+v, then %+v, moved %t", first, second, moved)
				prior, private := first.apply(nil, lifecycle.PrivateState{})
				before := prior.SecretRevision.Get()
				if moved {
					private = lifecycle.MovePrivateState(private, prior.HeaderNames.Get())
				}
				prior, private = second.apply(prior, private)
				if rotations := prior.SecretRevision.Get() - before; rotations < 0 || rotations > 1 {
					t.Errorf("%s: secret_revision rose by %d", name, rotations)
				}
				if kept := len(private.KeyAndHashes) > 0; kept && (second.Version != "" || !second.WriteOnly) {
					t.Errorf("%s: a hash is kept", name)
				}
				in := second.inputs(prior, private, lifecycle.PhasePlan)
				if change := lifecycle.DetectChange(in); change.Arguments || change.Changed() {
					t.Errorf("%s: %+v", name, change)
				}
			}
		}
	}
}
