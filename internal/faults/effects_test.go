package faults_test

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// policy is the verification policy of both plan and apply.
type policy string

const (
	strict    policy = "strict"
	lenient   policy = "lenient"
	policyOff policy = "off"
)

// phase is the call in which the provider meets a failure.
type phase string

const (
	planNew       phase = "plan-new"       // A plan of a new credential.
	planUnchanged phase = "plan-unchanged" // A plan of an unchanged one.
	planChanged   phase = "plan-changed"   // A plan of one with another secret.
	applyCreate   phase = "apply-create"
	applyRotation phase = "apply-rotation"
	applyUpdate   phase = "apply-update" // An apply that leaves the credential unchanged.
	refresh       phase = "refresh"      // A refresh of one with its secret in state.
	dataSource    phase = "data-source"
	ephemeral     phase = "ephemeral-resource"
)

var phases = []phase{
	planNew, planUnchanged, planChanged, applyCreate, applyRotation, applyUpdate, refresh, dataSource, ephemeral,
}

// needsAccount reports whether the result of a phase contains the account, so that
// the probe that reports it is sent first.
func (p phase) needsAccount() bool {
	switch p {
	case applyCreate, applyRotation, applyUpdate, dataSource, ephemeral:
		return true
	default:
		return false
	}
}

// severity is that of the one diagnostic.
type severity string

const (
	noDiagnostic severity = "no diagnostic"
	aWarning     severity = "a warning"
	anError      severity = "an error"
)

// result is the content of plan or state.
type result string

const (
	prior     result = "the prior state"     // The result equals the input.
	nothing   result = "nothing"             // There was no state, and there is none.
	update    result = "an update"           // A planned update with an unknown status.
	recorded  result = "the recorded status" // Status and reason are those of the response.
	otherOnly result = "the other change"    // The change of the description alone.
	rejection result = "a planned rejection" // Status and reason are known, the rest is unchanged.
)

// effect is what a verification result does.
type effect struct {
	severity severity
	result   result
}

// effect is that of a result in a cell. Without an access token, an ephemeral resource
// has no headers to return, which is an error under either policy.
func (c cell) effect(status connector.Status) effect {
	if c.phase == ephemeral && c.subject.exchanges() && !c.subject.atProbe && c.policy != policyOff {
		return effect{anError, nothing}
	}
	return effectOf(status, c.policy, c.phase)
}

// effectOf is the contract's table "What each result does".
func effectOf(status connector.Status, policy policy, phase phase) effect {
	switch {
	case policy == policyOff:
		return notVerified(phase)
	case status == connector.Rejected, status == connector.Insufficient:
		return onRejection(phase)
	default:
		return onInconclusive(policy, phase)
	}
}

// onRejection: an error for a changed credential under either policy. For an
// unchanged one a warning and a planned rejection, which the apply records and fails on.
func onRejection(phase phase) effect {
	switch phase {
	case planUnchanged:
		return effect{aWarning, rejection}
	case refresh:
		return effect{noDiagnostic, recorded}
	case applyUpdate:
		return effect{anError, recorded}
	default:
		return effect{anError, afterError(phase)}
	}
}

// onInconclusive: the policy decides about a changed credential. For an unchanged
// one, there is only a warning.
func onInconclusive(policy policy, phase phase) effect {
	switch phase {
	case planUnchanged:
		return effect{aWarning, prior}
	case refresh:
		return effect{noDiagnostic, prior}
	case applyUpdate:
		return effect{aWarning, otherOnly}
	}
	if policy == strict {
		return effect{anError, afterError(phase)}
	}
	return effect{aWarning, afterWarning(phase)}
}

// notVerified: no diagnostics, and no diff for an unchanged credential. A changed one
// is unverified.
func notVerified(phase phase) effect {
	switch phase {
	case planUnchanged, refresh:
		return effect{noDiagnostic, prior}
	case applyUpdate:
		return effect{noDiagnostic, otherOnly}
	default:
		return effect{noDiagnostic, afterWarning(phase)}
	}
}

// afterError is the result of a failed phase: no state after a creation or a
// reading, and the prior state otherwise.
func afterError(phase phase) result {
	switch phase {
	case applyRotation, applyUpdate:
		return prior
	default:
		return nothing
	}
}

// afterWarning is the result for an unverified credential: a planned update, or a
// state with its status.
func afterWarning(phase phase) result {
	switch phase {
	case planNew, planChanged:
		return update
	default:
		return recorded
	}
}
