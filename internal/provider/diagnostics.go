package provider

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// problemOf is what an answer is that does not accept. Its title carries vendor
// and name, because Terraform folds warnings with the same summary into one.
func problemOf(result verify.Result) problem {
	if result.Status == connector.Rejected {
		return problemRefused
	}
	return problemNoVerdict
}

func label(about credential) string {
	if about.name != "" {
		return fmt.Sprintf("Credential %q", about.name)
	}
	// A reading has no name. What is not secret of it tells it from others, as far as it can.
	var apart []string
	for _, field := range about.definition.Fields {
		if value, set := about.values[field.Name]; set && !field.Secret {
			apart = append(apart, fmt.Sprintf("%q", value.Reveal()))
		}
	}
	return strings.Join(append([]string{"the Credential of This", about.kind}, apart...), " ")
}

// detail says what happened, at which host, and what to do next. No part of it
// comes from the vendor's answer but its status code.
func detail(about credential, asked question, result verify.Result) string {
	paragraphs := []string{whatHappened(about, result), whatFollows(asked, result)}
	if result.Status == connector.Rejected {
		paragraphs = append(paragraphs, howToMend(about), about.definition.Key.RefusalHint, destroyHint(asked))
	} else {
		paragraphs = append(paragraphs, howToGoOn(about, asked, result))
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

func whatHappened(about credential, result verify.Result) string {
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
	return fmt.Sprintf("%s, after %s%s.", happened, effort(result), schemesTried(about, result))
}

// effort is what the answer has cost, and the time where a person could notice it.
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

func schemesTried(about credential, result verify.Result) string {
	switch {
	case !about.definition.HasSchemeChoice() || result.Status != connector.Rejected:
		return ""
	case about.pinned != "":
		return fmt.Sprintf(", with the pinned scheme %q alone", about.pinned)
	default:
		return ", with each of the schemes " + quotedList(about.definition.SchemeNames())
	}
}

func whatFollows(asked question, result verify.Result) string {
	rejected := result.Status == connector.Rejected
	switch {
	case asked.reading && severityOf(result.Status, asked) == fails:
		return ""
	case rejected && asked.standing == unchanged && asked.phase == phasePlan:
		return "The credential has not changed since it was last applied, so it was revoked, replaced or orphaned at the vendor. Everything else goes on; an apply asks again and fails on this resource if it is still refused."
	case asked.phase == phasePlan && severityOf(result.Status, asked) == fails:
		return "Nothing was changed."
	case asked.phase == phaseApply && severityOf(result.Status, asked) == fails:
		return "Nothing was saved: state is as it was before."
	case asked.standing == unchanged:
		return "The credential has not changed, so this blocks nothing and its state stays as it is."
	default:
		return fmt.Sprintf("The %s policy is lenient, so this is a warning.", asked.phase)
	}
}

func howToMend(about credential) string {
	var arguments []string
	for _, field := range about.definition.Fields {
		if _, set := about.values[field.Name]; set {
			arguments = append(arguments, field.Name)
		}
	}
	return strings.TrimSpace(fmt.Sprintf("Check %s. %s", strings.Join(arguments, " and "), whereToMint(about.definition)))
}

// whereToMint is "" for a custom credential that does not say.
func whereToMint(definition *connector.Definition) string {
	if definition.Key.MenuPath == "" {
		return ""
	}
	return fmt.Sprintf("A new key is made at %s: %s.", definition.Title, definition.Key.MenuPath)
}

// whereAddressIsSet names what decides about the address that is asked.
func whereAddressIsSet(definition *connector.Definition) string {
	if definition.Type == connector.CustomType {
		return "base_url and the probe's path"
	}
	return fmt.Sprintf("base_url, the provider's endpoints and %s", definition.EndpointEnv())
}

func destroyHint(asked question) string {
	if asked.reading {
		return "To go on with the status alone, and to destroy, set allow_unverified = true. A destroy with -refresh=false does not read it either, unless a provider block needs it."
	}
	if asked.phase == phasePlan && asked.standing == changed {
		return "To destroy it without asking the vendor, run the destroy with -refresh=false."
	}
	return ""
}

// howToGoOn is the next step after an answer that says nothing about the credential.
func howToGoOn(about credential, asked question, result verify.Result) string {
	step := stepFor(result.Reason, about.definition.Title, whereAddressIsSet(about.definition))
	if result.Reason == connector.ReasonRateLimited && asked.standing == unchanged {
		step = "Run again later."
	}
	if severityOf(result.Status, asked) == fails {
		step += " To go on without a verdict, set " + lenience(asked) + "."
	}
	return step
}

// lenience is the setting that makes the lack of a verdict no error.
func lenience(asked question) string {
	policy := fmt.Sprintf("verification = { %s = \"lenient\" }", asked.phase)
	if asked.reading {
		return "allow_unverified = true, or " + policy + " in the provider block"
	}
	return policy
}

// interrupted is what a cancelled verification leaves behind.
func interrupted(about credential) diag.Diagnostic {
	return diag.NewErrorDiagnostic(
		problemInterrupted.title(label(about)),
		fmt.Sprintf("The run was interrupted before %s had answered.", about.definition.Title),
	)
}
