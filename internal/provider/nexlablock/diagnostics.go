package nexlablock

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/problems"
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

const keyHint = "Set service_key in the provider's nexla block, or " + envServiceKey + "."

func noKeyForWork(name string) diag.Diagnostic {
	return diag.NewErrorDiagnostic(problemNoKeyWork.Title(name),
		"A change is pending in Nexla, and the provider has no key for Nexla. "+keyHint)
}

// ignoredSecret is the error for work that sends the secret, if the configuration has
// another one than the last apply, and the user ignores that.
func ignoredSecret(name string) diag.Diagnostic {
	return diag.NewErrorDiagnostic(problemIgnoredSecret.Title(name),
		"Nexla takes a configuration only as a whole, with the secret. The configured secret is not that of the last apply, and ignore_changes keeps it from being verified, so it was not sent to Nexla. Nothing was changed.\n\n"+
			"Remove the secret from ignore_changes to rotate it, or configure the previous one again.")
}

// failure explains an error of the client for a credential of that name.
func failure(name, doing string, err error) diag.Diagnostic {
	var inUse *nexla.InUseError
	var failed *nexla.Error
	switch {
	case errors.As(err, &inUse):
		return diag.NewErrorDiagnostic(problemInUse.Title(name),
			fmt.Sprintf("Nexla does not delete the credential %d while it is used%s. Nothing was changed. Take it out of use there first, or set deletion_policy = \"abandon\", apply, and try again.",
				inUse.ID, usersOf(inUse)))
	case errors.As(err, &failed):
		return diag.NewErrorDiagnostic(problemFailed.Title(doing, name), failedDetail(failed))
	default:
		return diag.NewErrorDiagnostic(problemFailed.Title(doing, name), err.Error())
	}
}

// deletionFailure explains an error of a deletion, which sends nothing that could be
// corrected.
func deletionFailure(name string, err error) diag.Diagnostic {
	const doing = "deleting the credential"
	if failed, isError := errors.AsType[*nexla.Error](err); isError && failed.Kind == nexla.Invalid {
		return diag.NewErrorDiagnostic(problemFailed.Title(doing, name), failedText(failed, "Nexla did not delete the credential",
			"Run again. To leave it in Nexla, set deletion_policy = \"abandon\", apply, and try again."))
	}
	return failure(name, doing, err)
}

// readFailure explains an error of the client for something that is only read, by
// what the next step names, because a read has no nexla block to correct. Nexla's message may
// repeat any secret that Nexla has, and a read knows none of them, so it is not shown.
func readFailure(name, doing string, err error, next string) diag.Diagnostic {
	err = nexla.WithoutMessage(err)
	failed, isError := errors.AsType[*nexla.Error](err)
	switch {
	case isError && failed.Kind == nexla.NotFound:
		return diag.NewErrorDiagnostic(problemFailed.Title(doing, name), failedText(failed, "Nexla did not find it", next))
	case isError && failed.Kind == nexla.Invalid:
		return diag.NewErrorDiagnostic(problemFailed.Title(doing, name), failedText(failed, "Nexla rejected the request", next))
	default:
		return failure(name, doing, err)
	}
}

// notRefreshed explains that state was not compared with Nexla. If that is not about this
// credential alone, its name is left out, so that an outage prints one paragraph for all.
func notRefreshed(name string, err error) diag.Diagnostic {
	const consequence = "\n\nThe plan continues, and the state is kept."
	failed, isError := errors.AsType[*nexla.Error](err)
	if isError && refreshReason(failed) != "" {
		return diag.NewWarningDiagnostic(problemNotRefreshed.Title(refreshReason(failed)), failedDetail(failed)+consequence)
	}
	problem := failure(name, "refreshing the credential", err)
	return diag.NewWarningDiagnostic(problem.Summary(), problem.Detail()+consequence)
}

// refreshReason is why no credential can be refreshed, or "" if the failure is about one.
func refreshReason(failed *nexla.Error) string {
	switch failed.Kind {
	case nexla.Rejected:
		return "key rejected"
	case nexla.RateLimited:
		return "rate limited"
	case nexla.Unexpected:
		return "unexpected response"
	case nexla.Unavailable:
		switch {
		case failed.HTTPStatus == 0:
			return "unreachable"
		case failed.HTTPStatus < http.StatusBadRequest:
			return "incomplete response"
		}
		return fmt.Sprintf("HTTP %d", failed.HTTPStatus)
	case nexla.Forbidden, nexla.NotFound, nexla.Invalid, nexla.ResponseLost:
	}
	return ""
}

// alreadyExists explains that no credential is created, because Nexla has one of that
// name. The CLI imports only what is not in state.
func alreadyExists(name string, exists *nexla.ExistsError, inState bool) diag.Diagnostic {
	importIt := "or import it as"
	if inState {
		importIt = "or remove this resource from the state (terraform state rm) and import it as"
	}
	return diag.NewErrorDiagnostic(problemExists.Title(name), fmt.Sprintf("Nexla already holds a credential of this name for %s: id %s. Names are not unique there, so none was created. "+
		"If a resource of this configuration gives up the name in this apply, apply again. Another configuration may own it: check before you adopt it. "+
		"To adopt it, set credential_id = %d in the nexla block, %s nexla:%d. To keep both, use another name.",
		exists.VendorName, joinIDs(exists.IDs), exists.IDs[0], importIt, exists.IDs[0]))
}

// noTemplate explains an error of nexla.Vendor.Choose for a credential of that name.
func noTemplate(client *nexla.Client, name string, err error) diag.Diagnostic {
	detail := fmt.Sprintf("In Nexla, %s. Set parameters in the nexla block to map each field to the name of a parameter.", client.Redacted(err.Error()))
	if choice, ok := errors.AsType[*nexla.TemplateError](err); ok {
		reason := client.Redacted(choice.Reason)
		detail = fmt.Sprintf("In Nexla, %s. Set auth_template_id to one of %s.", reason, client.Redacted(choice.List()))
		if len(choice.Templates) == 0 {
			detail = fmt.Sprintf("In Nexla, %s. Check vendor_name in the nexla block.", reason)
		}
	}
	return diag.NewErrorDiagnostic(problemNoTemplate.Title(name), detail)
}

func failedDetail(failed *nexla.Error) string {
	if failed.Kind == nexla.Unavailable && failed.Interrupted() {
		return fmt.Sprintf("The run was interrupted before Nexla responded, at %s.\n\nRun it again.", failed.Host)
	}
	var happened, next string
	switch failed.Kind {
	case nexla.Rejected:
		happened, next = "Nexla rejected "+cmp.Or(failed.KeySource, "the key"), "Replace it."
		if strings.Contains(strings.ToLower(failed.KeySource), "access_token") {
			next = "The session of an access token ends and cannot be renewed. Use a new access token, or a service key, for which the provider opens sessions itself."
		}
	case nexla.Forbidden:
		happened, next = "Nexla forbids it to the owner of the key", "Give the key's owner access to this credential in Nexla."
	case nexla.NotFound:
		happened, next = "Nexla did not find it", "Check the IDs and the vendor in the nexla block, and whether the owner of the key has access. If it was deleted in Nexla, plan again."
	case nexla.Invalid:
		happened, next = "Nexla rejected what was sent", "Correct what Nexla names."
		if failed.Message == "" {
			next = "Check the name, the description and the nexla block."
		}
	case nexla.RateLimited:
		happened, next = "Nexla limits the rate of requests", "Run again later."
	case nexla.ResponseLost:
		happened, next = "Nexla's response was lost, so it is not known whether the change was made", "Apply again: the apply finds what is there."
	case nexla.Unexpected:
		happened, next = "Nexla's response could not be understood", "Check "+whereURLIsSet(failed)+"."
	default:
		happened, next = "Nexla could not be reached or returned an error of its own", "Run again when Nexla is available, and check the network and "+whereURLIsSet(failed)+"."
		if failed.HTTPStatus != 0 && failed.HTTPStatus < http.StatusBadRequest {
			happened = "Nexla's response was not complete"
		}
	}
	return failedText(failed, happened, next)
}

// whereURLIsSet names what decides about Nexla's address, or for the default what can.
func whereURLIsSet(failed *nexla.Error) string {
	return cmp.Or(failed.URLSource, sourceOfURL+" and "+envURL)
}

func failedText(failed *nexla.Error, happened, next string) string {
	detail := fmt.Sprintf("%s, at %s", happened, failed.Host)
	if failed.HTTPStatus != 0 {
		detail += fmt.Sprintf(" (HTTP %d)", failed.HTTPStatus)
	}
	if failed.Cause != "" {
		detail += ": " + problems.Cause(failed.Cause)
	}
	detail += "."
	if failed.Message != "" {
		detail += fmt.Sprintf(" Nexla says: %q.", failed.Message)
	}
	return detail + "\n\n" + next
}

// usersOf lists what uses a credential. Nexla may report only a part of it, or nothing.
func usersOf(inUse *nexla.InUseError) string {
	var users []string
	for what, ids := range map[string][]int64{"the data sources": inUse.DataSources, "the destinations": inUse.DataSinks} {
		if len(ids) > 0 {
			users = append(users, idList(what, ids))
		}
	}
	if len(users) == 0 {
		return ""
	}
	slices.Sort(users)
	return " by " + strings.Join(users, " and ")
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
