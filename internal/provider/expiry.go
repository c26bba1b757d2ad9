package provider

import (
	"fmt"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// defaultExpiryWarning is the default of expiry_warning. It is not in the schema,
// because a default would give every existing credential a diff.
const defaultExpiryWarning = "336h"

// expiryDue warns if a credential expires within expiry_warning, or has expired. A
// credential with another diagnostic about the credential itself gets none.
func expiryDue(in inputs, change lifecycle.Change, result *lifecycle.Result) diag.Diagnostics {
	if result != nil && (result.Status == connector.Rejected || result.Status == connector.Insufficient) {
		return nil
	}
	expiresAt, known := lifecycle.Expiry(in.Inputs, change, result)
	if !known {
		return nil
	}
	return expiryWarning(in.Definition, in.plan, fmt.Sprintf("the credential %q", in.plan.text(attrName).ValueString()), expiresAt)
}

// expiryDue warns from the response alone.
func (r verificationRequest) expiryDue(config attributes, result verify.Result) diag.Diagnostics {
	if !result.Report.ExpiresAt.Present || result.Status == connector.Insufficient {
		return nil
	}
	return expiryWarning(r.definition, config, label(r), result.Report.ExpiresAt.Value)
}

// expiryWarning is the warning about one credential, if it is due.
func expiryWarning(definition *connector.Definition, from attributes, credential string, expiresAt time.Time) diag.Diagnostics {
	argument := from.text(attrExpiryWarning)
	text := argument.ValueString()
	if argument.IsNull() {
		text = defaultExpiryWarning
	}
	period, problem := parseDurationOrZero(text)
	now := time.Now()
	if problem != "" || period == 0 || now.Before(expiresAt.Add(-period)) {
		return nil
	}
	kind, evidence := problemExpiring, fmt.Sprintf("It expires at %s.", lifecycle.Timestamp(expiresAt))
	if !now.Before(expiresAt) {
		kind, evidence = problemExpired, fmt.Sprintf("Its expires_at, %s, has passed.", lifecycle.Timestamp(expiresAt))
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic(
		kind.Title(definition.Title, credential),
		joinParagraphs(joined(evidence, definition.Key.Rotation), whereToCreate(definition)),
	)}
}

// accountDrift warns if the same secret belongs to another account than at the last apply.
func accountDrift(in inputs, change lifecycle.Change, result *lifecycle.Result) diag.Diagnostics {
	prior, reported, drifted := lifecycle.AccountDrift(in.Inputs, change, result)
	if !drifted {
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic(
		problemAccountDrift.Title(in.Definition.Title, fmt.Sprintf("the credential %q", in.plan.text(attrName).ValueString())),
		fmt.Sprintf("The account in state has the id %q, and %s reports the id %q for the same secret. The next apply of this credential stores it.\n\n"+
			"Check whether the key was moved to another account. To make this an error, set %s.", prior, in.Definition.Title, reported, attrRequiredAccount),
	)}
}
