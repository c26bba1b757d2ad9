package faults_test

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// policy is the verification policy of plan and apply alike.
type policy string

const (
	strict  policy = "strict"
	lenient policy = "lenient"
	off     policy = "off"
)

// phase is when the provider meets a failure, and in which standing the
// credential is then.
type phase string

const (
	planNew       phase = "plan of a new credential"
	planUnchanged phase = "plan of an unchanged one"
	planChanged   phase = "plan of a changed one"
	applyCreate   phase = "apply of a creation"
	applyRotation phase = "apply of a rotation"
	applyOther    phase = "apply of another change"
	refreshStored phase = "refresh with a stored secret"
	dataSource    phase = "data source"
	ephemeral     phase = "ephemeral resource"
)

var phases = []phase{
	planNew, planUnchanged, planChanged, applyCreate, applyRotation, applyOther, refreshStored, dataSource, ephemeral,
}

// wantsAccount tells the phases whose result names the account, so that the
// probe that tells it is asked first.
func (p phase) wantsAccount() bool {
	switch p {
	case applyCreate, applyRotation, applyOther, dataSource, ephemeral:
		return true
	default:
		return false
	}
}

// diagnosed is what a user is told.
type diagnosed string

const (
	silence  diagnosed = "silence"
	aWarning diagnosed = "a warning"
	anError  diagnosed = "an error"
)

// result is what becomes of plan or state.
type result string

const (
	untouched result = "as it was"     // What comes out is what went in.
	nothing   result = "nothing"       // There was no state, and there is none.
	update    result = "an update"     // Planned, with an open verdict.
	noted     result = "the verdict"   // Status and reason are those of the answer.
	another   result = "other changes" // The wanted change alone, and nothing about the verdict.
	planned   result = "a rejection"   // Planned, with status and reason known and the rest as it was.
)

// effect is what an answer does.
type effect struct {
	diagnosed diagnosed
	result    result
}

// effectOf is the contract's table "What the answer does", read row by row.
func effectOf(status connector.Status, asked policy, at phase) effect {
	if asked == off {
		return notAsked(at)
	}
	switch status {
	case connector.Rejected:
		return onRejection(at)
	default:
		return onInconclusive(asked, at)
	}
}

// onRejection: an error for a new or changed credential under either policy, a
// warning and a planned rejection for an unchanged one, which an apply records and
// fails on.
func onRejection(at phase) effect {
	switch at {
	case planUnchanged:
		return effect{aWarning, planned}
	case refreshStored:
		return effect{silence, noted}
	case applyOther:
		return effect{anError, noted}
	default:
		return effect{anError, whereItFails(at)}
	}
}

// onInconclusive: the policy decides about a new or changed credential, and an
// unchanged one is only warned about.
func onInconclusive(asked policy, at phase) effect {
	switch at {
	case planUnchanged:
		return effect{aWarning, untouched}
	case refreshStored:
		return effect{silence, untouched}
	case applyOther:
		return effect{aWarning, another}
	}
	if asked == strict {
		return effect{anError, whereItFails(at)}
	}
	return effect{aWarning, whereItPasses(at)}
}

// notAsked: nobody is told of anything, an unchanged credential has no diff, and
// another one is unverified.
func notAsked(at phase) effect {
	switch at {
	case planUnchanged, refreshStored:
		return effect{silence, untouched}
	case applyOther:
		return effect{silence, another}
	default:
		return effect{silence, whereItPasses(at)}
	}
}

// whereItFails is what an error leaves: no state of a creation or a reading,
// and that of before elsewhere.
func whereItFails(at phase) result {
	switch at {
	case applyRotation, applyOther:
		return untouched
	default:
		return nothing
	}
}

// whereItPasses is what comes of a credential without a verdict: a planned
// change, or a state that says so.
func whereItPasses(at phase) result {
	switch at {
	case planNew, planChanged:
		return update
	default:
		return noted
	}
}
