package provider

import (
	"context"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// standing is the column of the table of answers that a credential stands in.
type standing int

const (
	// changed: new, or one whose fields, region, base URL or pinned scheme changed.
	changed standing = iota
	// unchanged: as it was last applied.
	unchanged
)

// severity is what an answer does to a plan or an apply.
type severity int

const (
	passes severity = iota
	warns
	fails
)

// credential is what is verified, for a resource, a data source or an ephemeral resource.
type credential struct {
	definition *connector.Definition
	// name is the credential's name in diagnostics; empty where it has none.
	name string
	// kind names what has no name, such as "data source".
	kind       string
	values     connector.Values
	baseURL    string
	pinned     string
	remembered string
}

// question is why a credential is verified.
type question struct {
	// phase is phasePlan or phaseApply.
	phase    string
	policy   policy
	standing standing
	// needAccount wants the account to be told.
	needAccount bool
	// exists says that there is a state, so that there is something to destroy.
	exists bool
	// reading is a data source or an ephemeral resource.
	reading bool
	// allowUnverified lets everything pass, and the status tell.
	allowUnverified bool
}

// answer is a vendor's answer with what it does.
type answer struct {
	verify.Result

	severity severity
}

// severityOf is the contract's table of answers.
func severityOf(status connector.Status, asked question) severity {
	switch {
	case status == connector.Verified, asked.allowUnverified:
		return passes
	case status == connector.Rejected && asked.standing == unchanged && asked.phase == phasePlan:
		return warns // It never blocks what leaves the credential alone; its own update does fail.
	case status == connector.Rejected:
		return fails
	case asked.standing == unchanged, asked.policy == policyLenient:
		return warns
	default:
		return fails
	}
}

// verify asks the vendor, or the process's memory of its answers, and says what
// the answer does.
func (s *settings) verify(ctx context.Context, asked question, about credential) (answer, diag.Diagnostics) {
	result, err := s.verifier.Verify(withMasks(ctx, about.definition, about.values), verify.Request{
		Definition:  about.definition,
		BaseURL:     about.baseURL,
		Values:      about.values,
		Pinned:      about.pinned,
		Remembered:  about.remembered,
		NeedAccount: asked.needAccount,
		Patient:     asked.standing == changed,
		MaySkip:     asked.standing == unchanged || asked.policy == policyLenient,
	})
	if err != nil {
		return answer{severity: fails}, diag.Diagnostics{interrupted(about)}
	}
	given := answer{Result: result, severity: severityOf(result.Status, asked)}
	var diags diag.Diagnostics
	kind, of := problemOf(about, asked, result)
	switch given.severity {
	case fails:
		diags.AddError(kind.title(of...), detail(about, asked, result))
	case warns:
		diags.AddWarning(kind.title(of...), detail(about, asked, result))
	}
	return given, diags
}
