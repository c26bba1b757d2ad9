package provider

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

const nexlaKeyHint = "Set service_key in the provider's nexla block, or " + envNexlaServiceKey + "."

func nexlaNoKey(name string) diag.Diagnostic {
	return diag.NewErrorDiagnostic(problemNexlaNoKeyWork.title(name),
		"Its nexla block needs work at Nexla, and the provider has no key for Nexla. "+nexlaKeyHint)
}

// nexlaReader returns the client for something that only reads from Nexla, such as
// "A query", or an error that gives the reason.
func (s *settings) nexlaReader(what string) (*nexla.Client, diag.Diagnostics) {
	var diags diag.Diagnostics
	switch {
	case s != nil && s.nexla.client != nil:
		return s.nexla.client, diags
	case s != nil && s.nexla.unknown:
		diags.AddError(problemNexlaNoKey.title(), what+" reads from Nexla, and the provider's nexla block has a value that is known only after apply. Give the block values that are known at plan.")
	default:
		diags.AddError(problemNexlaNoKey.title(), what+" reads from Nexla, and the provider has no key for it. "+nexlaKeyHint)
	}
	return nil, diags
}

// nexlaProblem explains an error of the client for a credential of that name.
func nexlaProblem(name, doing string, err error) diag.Diagnostic {
	var exists *nexla.ExistsError
	var inUse *nexla.InUseError
	var failed *nexla.Error
	switch {
	case errors.As(err, &exists):
		return diag.NewErrorDiagnostic(problemNexlaExists.title(name), existsDetail(exists))
	case errors.As(err, &inUse):
		return diag.NewErrorDiagnostic(problemNexlaInUse.title(name),
			fmt.Sprintf("Nexla does not delete the credential %d while it is used%s%s. Nothing was changed. Take it out of use there first, or set deletion_policy = \"abandon\", apply, and try again.",
				inUse.ID, idList(" by the data sources", inUse.DataSources), idList(" and the destinations", inUse.DataSinks)))
	case errors.As(err, &failed):
		return diag.NewErrorDiagnostic(problemNexlaFailed.title(doing, name), failedDetail(failed))
	default:
		return diag.NewErrorDiagnostic(problemNexlaFailed.title(doing, name), err.Error())
	}
}

func existsDetail(exists *nexla.ExistsError) string {
	return fmt.Sprintf("Nexla already holds a credential of this name for %s: id %s. Names are not unique there, so none was created. "+
		"Another configuration may own it: check before you adopt it. To adopt it, set credential_id = %d in the nexla block, or import it as nexla:%d. To keep both, use another name.",
		exists.VendorName, joinIDs(exists.IDs), exists.IDs[0], exists.IDs[0])
}

func failedDetail(failed *nexla.Error) string {
	var happened, next string
	switch failed.Kind {
	case nexla.Refused:
		happened, next = "Nexla rejected "+cmp.Or(failed.KeySource, "the key"), "Replace it."
		if strings.Contains(strings.ToLower(failed.KeySource), "access_token") {
			next = "The session of an access token ends and cannot be renewed. Use a new access token, or a service key, for which the provider opens sessions itself."
		}
	case nexla.Forbidden:
		happened, next = "Nexla forbids it to the owner of the key", "Give the key's owner access to this credential in Nexla."
	case nexla.NotFound:
		happened, next = "Nexla does not know it", "It may have been deleted there. Plan again."
	case nexla.Invalid:
		happened, next = "Nexla refused what was sent", "Correct what Nexla names."
	case nexla.RateLimited:
		happened, next = "Nexla limits the rate of requests", "Run again later."
	case nexla.AnswerLost:
		happened, next = "Nexla's answer was lost, so it is not known whether the change was made", "Plan again: what is there will be found."
	case nexla.Unexpected:
		happened, next = "Nexla's answer could not be understood", "Check api_url of the provider's nexla block and "+envNexlaURL+"."
	default:
		happened, next = "Nexla could not be reached or had an error of its own", "Run again when Nexla is well; check the network and "+envNexlaURL+"."
	}
	detail := fmt.Sprintf("%s, at %s", happened, failed.Host)
	if failed.HTTPStatus != 0 {
		detail += fmt.Sprintf(" (HTTP %d)", failed.HTTPStatus)
	}
	if failed.Cause != "" {
		detail += ": " + failed.Cause
	}
	detail += "."
	if failed.Message != "" {
		detail += fmt.Sprintf(" Nexla says: %q.", failed.Message)
	}
	return detail + "\n\n" + next
}

func idList(what string, ids []int64) string {
	if len(ids) == 0 {
		return ""
	}
	return what + " " + joinIDs(ids)
}

func joinIDs(ids []int64) string {
	var texts []string
	for _, id := range ids {
		texts = append(texts, fmt.Sprint(id))
	}
	return strings.Join(texts, ", ")
}
