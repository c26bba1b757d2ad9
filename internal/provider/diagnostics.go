package provider

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// problemOf is the problem of a result that is not accepted. Its title has vendor
// and name, because Terraform folds warnings with the same summary into one.
func problemOf(result verify.Result) problem {
	if result.Status == connector.Rejected {
		return problemRefused
	}
	return problemNoVerdict
}

func label(request verificationRequest) string {
	if request.name != "" {
		return fmt.Sprintf("Credential %q", request.name)
	}
	// A reading has no name. What is not secret of it tells it from others, as far as it can.
	var apart []string
	for _, field := range request.definition.Fields {
		if !field.Secret {
			apart = append(apart, fmt.Sprintf("%q", request.values[field.Name].Reveal()))
		}
	}
	return strings.Join(append([]string{"the Credential of This", request.kind}, apart...), " ")
}

// detail says what happened, at which host, and what to do next. No part of it
// comes from the vendor's response except its status code.
func detail(request verificationRequest, result verify.Result) string {
	paragraphs := []string{whatHappened(request, result), whatFollows(request, result)}
	if result.Status == connector.Rejected {
		paragraphs = append(paragraphs, howToMend(request), request.definition.Key.RefusalHint, destroyHint(request))
	} else {
		paragraphs = append(paragraphs, howToContinue(request, result))
	}
	return joinParagraphs(paragraphs...)
}

// joinParagraphs leaves out what is empty.
func joinParagraphs(paragraphs ...string) string {
	var text []string
	for _, paragraph := range paragraphs {
		if paragraph != "" {
			text = append(text, paragraph)
		}
	}
	return strings.Join(text, "\n\n")
}

func whatHappened(request verificationRequest, result verify.Result) string {
	var happened string
	switch result.Reason {
	case connector.ReasonInvalidCredential:
		happened = fmt.Sprintf("%s rejected the credential (%s)", result.Host, result.Evidence)
	case connector.ReasonForbidden:
		if result.Status == connector.Rejected {
			happened = fmt.Sprintf("%s denied the credential all access (%s)", result.Host, result.Evidence)
		} else {
			happened = fmt.Sprintf("%s reported a missing permission (%s), which does not show whether the credential is valid", result.Host, result.Evidence)
		}
	case connector.ReasonAccountInactive:
		happened = fmt.Sprintf("%s reported that the account is closed, unpaid or past its trial (%s)", result.Host, result.Evidence)
	case connector.ReasonBlocked:
		happened = fmt.Sprintf("A firewall, proxy or gateway in front of %s denied the request (%s)", result.Host, result.Evidence)
	case connector.ReasonRateLimited:
		happened = fmt.Sprintf("%s limits the rate of requests%s", result.Host, limitedUntil(result))
	case connector.ReasonUnreachable:
		happened = fmt.Sprintf("%s could not be reached: %s", result.Host, result.Cause)
	case connector.ReasonTimeout:
		happened = fmt.Sprintf("%s did not answer in time: %s", result.Host, result.Cause)
	case connector.ReasonServerError:
		happened = fmt.Sprintf("%s has an error of its own (%s)", result.Host, httpStatus(result))
	case connector.ReasonRedirected:
		happened = fmt.Sprintf("%s redirects to another address (%s); redirects are not followed, because the credential would go along", result.Host, httpStatus(result))
	default:
		happened = fmt.Sprintf("%s returned a response that does not show whether the credential is valid (%s)", result.Host, unexpected(result))
	}
	return fmt.Sprintf("%s, after %s%s.", happened, effort(result), schemesTried(request, result))
}

// effort is how many requests the result took, and the time if a person could notice it.
func effort(result verify.Result) string {
	requests := fmt.Sprintf("%d requests", result.Attempts)
	if result.Attempts == 1 {
		requests = "1 request"
	}
	if result.Elapsed < time.Second {
		return requests
	}
	return fmt.Sprintf("%s in %s", requests, result.Elapsed.Round(100*time.Millisecond))
}

func httpStatus(result verify.Result) string {
	return strings.TrimSpace(fmt.Sprintf("HTTP %d %s", result.HTTPStatus, http.StatusText(result.HTTPStatus)))
}

func limitedUntil(result verify.Result) string {
	var until string
	if !result.RetryAt.IsZero() {
		until = " until " + result.RetryAt.UTC().Format(time.RFC3339)
	}
	if result.HTTPStatus == 0 {
		return until + ", and this machine keeps to the limit"
	}
	return fmt.Sprintf("%s (%s)", until, httpStatus(result))
}

func unexpected(result verify.Result) string {
	if result.Cause != "" {
		return result.Cause
	}
	return result.Evidence
}

func schemesTried(request verificationRequest, result verify.Result) string {
	switch {
	case !request.definition.HasSchemeChoice() || result.Status != connector.Rejected:
		return ""
	case request.pinned != "":
		return fmt.Sprintf(", with the pinned scheme %q alone", request.pinned)
	default:
		return ", with each of the schemes " + quotedList(request.definition.SchemeNames())
	}
}

func whatFollows(request verificationRequest, result verify.Result) string {
	rejected := result.Status == connector.Rejected
	switch {
	case request.reading && request.severity(result) == lifecycle.Fail:
		return ""
	case rejected && !request.Changed && request.Phase == lifecycle.PhasePlan:
		return "The credential has not changed since it was last applied, so it was revoked, replaced or orphaned at the vendor. Everything else goes on; an apply asks again and fails on this resource if it is still refused."
	case request.Phase == lifecycle.PhasePlan && request.severity(result) == lifecycle.Fail:
		return "Nothing was changed."
	case request.Phase == lifecycle.PhaseApply && request.severity(result) == lifecycle.Fail:
		return "Nothing was saved: state is as it was before."
	case !request.Changed:
		return "The credential has not changed, so this blocks nothing and its state stays as it is."
	default:
		return fmt.Sprintf("The %s policy is lenient, so this is a warning.", request.Phase)
	}
}

func howToMend(request verificationRequest) string {
	var arguments []string
	for _, field := range request.definition.Fields {
		if _, set := request.values[field.Name]; set {
			arguments = append(arguments, field.Name)
		}
	}
	return strings.TrimSpace(fmt.Sprintf("Check %s. %s", strings.Join(arguments, " and "), whereToCreate(request.definition)))
}

// whereToCreate is "" for a custom credential that does not say.
func whereToCreate(definition *connector.Definition) string {
	if definition.Key.MenuPath == "" {
		return ""
	}
	return fmt.Sprintf("A new key is made at %s: %s.", definition.Title, definition.Key.MenuPath)
}

// whereAddressIsSet lists the settings that determine the address of the request.
func whereAddressIsSet(definition *connector.Definition) string {
	if len(definition.Regions) == 0 { // A custom credential has only its own base URL.
		return "base_url and the probe's path"
	}
	return fmt.Sprintf("base_url, the provider's endpoints and %s", definition.EndpointEnv())
}

func destroyHint(request verificationRequest) string {
	if request.reading {
		return "To go on with the status alone, and to destroy, set allow_unverified = true. A destroy with -refresh=false does not read it either, unless a provider block needs it."
	}
	if request.Phase == lifecycle.PhasePlan && request.Changed {
		return "To destroy it without asking the vendor, run the destroy with -refresh=false."
	}
	return ""
}

// howToContinue is the next step after an inconclusive result.
func howToContinue(request verificationRequest, result verify.Result) string {
	step := stepFor(result.Reason, request.definition.Title, whereAddressIsSet(request.definition))
	if result.Reason == connector.ReasonRateLimited && !request.Changed {
		step = "Run again later."
	}
	if request.severity(result) == lifecycle.Fail {
		step += " To go on without a verdict, set " + lenience(request) + "."
	}
	return step
}

// lenience is the setting under which an inconclusive result is no error.
func lenience(request verificationRequest) string {
	policy := fmt.Sprintf("verification = { %s = \"lenient\" }", request.Phase)
	if request.reading {
		return "allow_unverified = true, or " + policy + " in the provider block"
	}
	return policy
}

// interrupted is the diagnostic of a canceled verification.
func interrupted(request verificationRequest) diag.Diagnostic {
	return diag.NewErrorDiagnostic(
		problemInterrupted.title(label(request)),
		fmt.Sprintf("The run was interrupted before %s had answered.", request.definition.Title),
	)
}
