package provider

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/problems"
	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// problemOf is what a result is that does not accept, and what its summary is filled
// with: vendor and name, because the CLI folds warnings with the same summary into
// one. An inconclusive response for an unchanged credential has vendor and reason
// alone, so that an outage prints one paragraph for all credentials of a vendor.
func problemOf(request verificationRequest, result verify.Result) (problems.Problem, []any) {
	switch {
	case result.Status == connector.Rejected:
		return problemRejected, []any{request.definition.Title, label(request)}
	case result.Status == connector.Insufficient:
		return problemInsufficient, []any{request.definition.Title, label(request)}
	case !request.Changed:
		return problemOutage, []any{request.definition.Title, strings.ReplaceAll(string(result.Reason), "_", " ")}
	default:
		return problemInconclusive, []any{request.definition.Title, label(request)}
	}
}

// label returns the credential as a part of a sentence.
func label(request verificationRequest) string {
	if request.name != "" {
		return fmt.Sprintf("the credential %q", request.name)
	}
	// Data sources and ephemeral resources have no name. The arguments that are not secret
	// identify them.
	var shown []string
	for _, field := range request.definition.Fields {
		if value := request.values[field.Name].Reveal(); !field.Secret && !request.fromEnvironment[field.Name] && value != "" {
			shown = append(shown, fmt.Sprintf("%q", value))
		}
	}
	return strings.TrimSuffix("the credential of this "+request.kind+" "+strings.Join(shown, ", "), " ")
}

// detail has the evidence and the consequence, and then the next step. No part of
// it comes from the vendor's response but its status code.
func detail(request verificationRequest, result verify.Result) string {
	var next string
	switch result.Status {
	case connector.Rejected:
		next = joined(stepAfterRejection(request, result), request.definition.Key.RejectionHint, stepToDestroy(request))
	case connector.Insufficient:
		next = joined(stepFor(result.Reason, request.definition.Title, ""), keyMenuText(request.definition), stepToDestroy(request))
	default:
		next = stepToContinue(request, result)
	}
	return joinParagraphs(joined(evidence(request, result), consequence(request, result)), next)
}

// joined puts sentences into one paragraph and leaves out what is empty.
func joined(sentences ...string) string { return joinedWith(" ", sentences) }

// joinParagraphs leaves out what is empty.
func joinParagraphs(paragraphs ...string) string { return joinedWith("\n\n", paragraphs) }

func joinedWith(separator string, texts []string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), separator)
}

// evidence is what was seen, and at which host.
func evidence(request verificationRequest, result verify.Result) string {
	const undecided = "This does not show whether the credential is valid."
	if result.Notice.Finding != "" {
		return fmt.Sprintf("%s %s (%s)%s. %s", result.Host, result.Notice.Finding, result.Evidence, afterAttempts(result), undecided)
	}
	if result.Cause == transport.CauseRequestHeaders { // There was no response.
		return fmt.Sprintf("The request was not sent: its headers are larger than %s accepts.", result.Host)
	}
	var seen string
	switch result.Reason {
	case connector.ReasonMissingScope, connector.ReasonWrongEnvironment, connector.ReasonWrongAccount, connector.ReasonNotReported:
		lacks := unmetRequirementsText(request, result)
		if lacks == "" {
			return fmt.Sprintf("%s accepted the client, but its access token lacks a scope that the probe requires (%s).", result.Host, result.Evidence)
		}
		return joined(fmt.Sprintf("%s accepted the credential (%s).", result.Host, result.Evidence), lacks)
	case connector.ReasonInvalidCredential, connector.ReasonForbidden:
		if result.Status == connector.Rejected {
			return joined(fmt.Sprintf("%s returned %s%s%s.", result.Host, result.Evidence, schemesTried(request), afterAttempts(result)), otherThan401(request, result), expiredText(request))
		}
		finding := "denied the request"
		if result.RouteOnly { // The vendor is known to use this form for it.
			finding = "reported a missing permission"
		}
		return fmt.Sprintf("%s %s (%s)%s. %s", result.Host, finding, result.Evidence, afterAttempts(result), undecided)
	case connector.ReasonAccountInactive:
		seen = fmt.Sprintf("%s reported that the account is closed, blocked, unpaid, past its trial or on a plan without the API (%s)", result.Host, result.Evidence)
	case connector.ReasonBlocked:
		seen = fmt.Sprintf("A firewall, proxy or gateway in front of %s denied the request (%s)", result.Host, result.Evidence)
	case connector.ReasonRateLimited:
		seen = fmt.Sprintf("%s limits the rate of requests%s", result.Host, limitedUntil(result))
	case connector.ReasonUnreachable:
		seen = fmt.Sprintf("%s could not be reached: %s", result.Host, problems.Cause(result.Cause))
	case connector.ReasonTimeout:
		seen = fmt.Sprintf("%s did not respond in time: %s", result.Host, problems.Cause(result.Cause))
	case connector.ReasonServerError:
		seen = fmt.Sprintf("%s returned %s", result.Host, httpStatus(result))
		if result.HTTPStatus < http.StatusInternalServerError { // The body has the error.
			seen += " with an error of its own"
		}
	case connector.ReasonRedirected:
		seen = fmt.Sprintf("%s redirects to another address (%s), and no redirect is followed, because it would take the credential along", result.Host, httpStatus(result))
	default:
		seen = fmt.Sprintf("%s returned a response that does not show whether the credential is valid (%s)", result.Host, unexpected(result))
	}
	return seen + afterAttempts(result) + "."
}

// otherThan401 explains a rejection with another status, which most people read as
// something else. A custom credential has declared it.
func otherThan401(request verificationRequest, result verify.Result) string {
	if result.HTTPStatus == http.StatusUnauthorized || request.definition.IsCustom() {
		return ""
	}
	return fmt.Sprintf("This is how %s rejects a credential.", request.definition.Title)
}

// expiredText is "" unless state knows that the secret has expired.
func expiredText(request verificationRequest) string {
	if request.expiredAt.IsZero() {
		return ""
	}
	return fmt.Sprintf("Its expires_at, %s, has passed.", lifecycle.Timestamp(request.expiredAt))
}

// afterAttempts returns the number of requests, with the duration if it is noticeable. It
// is "" if none was sent: an earlier one decides, such as the exchange for another
// credential of the same client, or a rate limit prevents it.
func afterAttempts(result verify.Result) string {
	if result.Attempts == 0 {
		return ""
	}
	requests := fmt.Sprintf(", after %d requests", result.Attempts)
	if result.Attempts == 1 {
		requests = ", after 1 request"
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
		return until + ", and the provider keeps to the limit"
	}
	return fmt.Sprintf("%s (%s)", until, httpStatus(result))
}

func unexpected(result verify.Result) string {
	if result.Cause != "" {
		return result.Cause
	}
	return result.Evidence
}

// schemesTried is "" for a connector with one scheme.
func schemesTried(request verificationRequest) string {
	switch names := request.definition.SchemeNames(); {
	case !request.definition.HasSchemeChoice():
		return ""
	case request.pinned != "":
		return fmt.Sprintf(" for the pinned authentication scheme %s", request.pinned)
	case len(names) == 2:
		return fmt.Sprintf(" for both authentication schemes (%s)", strings.Join(names, ", "))
	default:
		return fmt.Sprintf(" for all authentication schemes (%s)", strings.Join(names, ", "))
	}
}

// consequence is what the result does to this run.
func consequence(request verificationRequest, result verify.Result) string {
	fatal := request.severity(result) == lifecycle.Fail
	rejected, insufficient := result.Status == connector.Rejected, result.Status == connector.Insufficient
	switch {
	case (request.stateless || request.kind == kindAction) && fatal:
		return ""
	case rejected && !request.Changed && request.Phase == lifecycle.PhasePlan:
		return "The credential is unchanged, so the plan continues. The apply fails for it if it is still rejected."
	case insufficient && !request.Changed && request.Phase == lifecycle.PhasePlan:
		return "The credential is unchanged, so the plan continues. Its apply fails."
	case insufficient && !request.Changed && fatal:
		return "State records this and keeps everything else."
	case rejected && !request.Changed && fatal:
		return "State records the rejection and keeps everything else."
	case request.Phase == lifecycle.PhasePlan && fatal:
		return "Nothing was changed."
	case fatal:
		return "Nothing was saved."
	case !request.Changed:
		return fmt.Sprintf("The credential is unchanged, so the %s continues and its state is kept.", request.Phase)
	default:
		return fmt.Sprintf("The %s policy is lenient, so this is a warning.", request.Phase)
	}
}

// stepAfterRejection returns the next step after a rejection.
func stepAfterRejection(request verificationRequest, result verify.Result) string {
	arguments := argumentsSet(request, request.definition.Fields)
	if request.definition.IsCustom() && request.definition.TokenBaseURL() != "" {
		if result.NoToken { // The headers go to the probe alone.
			arguments = []string{connector.FieldClientSecret}
		}
		arguments = append(arguments, blockOAuth2+"."+argClientID)
	}
	if request.pinned != "" && request.definition.HasSchemeChoice() { // Another one may be accepted.
		arguments = append(arguments, attrAuthScheme)
	}
	return joined("Check "+enumeration(arguments)+".", otherClientAuth(request, result), whereToCreate(request.definition))
}

// argumentsSet lists the arguments of those fields that are set.
func argumentsSet(request verificationRequest, fields []connector.Field) (names []string) {
	for _, field := range fields {
		if _, set := request.values[field.Name]; set {
			names = append(names, field.Name)
		}
	}
	return names
}

// enumeration joins names for a sentence: "a, b and c".
func enumeration(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// otherClientAuth suggests the other way to authenticate a client, if it may be the
// cause. Built-in connectors know theirs.
func otherClientAuth(request verificationRequest, result verify.Result) string {
	token := request.definition.Schemes[0].Token
	if token == nil || !request.definition.IsCustom() || result.TokenError != "invalid_client" || !token.EncodingMatters(request.values) {
		return ""
	}
	return "Some token endpoints do not decode special characters in HTTP Basic: try client_auth = \"client_secret_post\"."
}

// whereToCreate is "" for a custom credential that does not say.
func whereToCreate(definition *connector.Definition) string {
	if definition.Key.MenuPath == "" {
		return ""
	}
	return fmt.Sprintf("Create a new key at %s: %s.", definition.Title, definition.Key.MenuPath)
}

// keyMenuText returns where the vendor creates keys; "" if that is not known.
func keyMenuText(definition *connector.Definition) string {
	if definition.Key.MenuPath == "" {
		return ""
	}
	return "Menu path: " + definition.Key.MenuPath + "."
}

// whereAddressIsSet lists what decides about the address of a request.
func whereAddressIsSet(request verificationRequest) string {
	definition := request.definition
	if definition.IsCustom() && definition.TokenBaseURL() != "" {
		return "base_url, the probe's path and token_url"
	}
	if definition.IsCustom() {
		return "base_url and the probe's path"
	}
	if definition.TokenBaseURL() != "" {
		return "the provider's endpoints"
	}
	if request.ownBaseURL {
		return attrBaseURL
	}
	arguments := append(request.argumentsInHost(), "base_url", "the provider's endpoints", definition.EndpointEnv())
	return enumeration(arguments)
}

// argumentsInHost lists the arguments that are in the host of the request: those of a
// customer's own host, a key with a label of the host, and its region, unless another
// address replaces it.
func (r verificationRequest) argumentsInHost() []string {
	own, _ := r.definition.BaseURL(r.region)
	address, complete := r.definition.TenantURL(own, func(name string) string { return r.values[name].Reveal() })
	if !complete || address != r.baseURL {
		return nil
	}
	var arguments []string
	for _, field := range r.definition.Fields {
		if field.Tenant || field.KeyLabel != nil {
			arguments = append(arguments, field.Name)
		}
	}
	if len(arguments) > 0 && r.definition.HasRegions() {
		arguments = append(arguments, attrRegion)
	}
	return arguments
}

// stepToDestroy says how to destroy what the vendor rejects, if there is something to
// destroy.
func stepToDestroy(request verificationRequest) string {
	switch {
	case request.stateless:
		return "To continue with the status alone, set allow_unverified = true."
	case request.Phase == lifecycle.PhasePlan && request.Changed && request.exists:
		return "To destroy it without verification, run the destroy with -refresh=false."
	default:
		return ""
	}
}

// stepToContinue returns the next step after an inconclusive result.
func stepToContinue(request verificationRequest, result verify.Result) string {
	step := stepFor(result.Reason, request.definition.Title, whereAddressIsSet(request))
	missing := neverReported(request)
	switch {
	case len(missing) > 0 && !request.definition.IsCustom():
		step = fmt.Sprintf("%s does not report %s for any kind of key: remove the requirement.", request.definition.Title, enumeration(missing))
	case len(missing) > 0:
		step = fmt.Sprintf("Declare %s in the block %s, or remove the requirement.", enumeration(missing), blockProbe)
	case result.Reason == connector.ReasonNotReported && request.definition.IsCustom():
		// The expression can be wrong, too.
		step = fmt.Sprintf("Correct %s in the block %s, use a kind of key for which %s reports the value, or remove the requirement.",
			enumeration(request.unmetRequirements.NotReported), blockProbe, request.definition.Title)
	case result.Notice.Step != "":
		step = result.Notice.Step
	case result.HTTPStatus == http.StatusRequestHeaderFieldsTooLarge, result.Cause == transport.CauseRequestHeaders:
		// The address is right, and what was sent there too long.
		step = "Check the length of " + enumeration(argumentsSet(request, request.definition.SecretFields())) + ": a whole file may have been set instead of the key."
	case result.Reason == connector.ReasonForbidden && !result.RouteOnly:
		step = fmt.Sprintf("Find out why %s denies the request: a missing permission, a block and a limit are possible causes.", request.definition.Title)
	case result.Reason == connector.ReasonRateLimited && !request.Changed:
		step = "Run again later."
	case result.Reason == connector.ReasonUnexpectedResponse && result.TokenError != "":
		// The address is right, because something there speaks OAuth.
		step = stepAfterTokenError(request.definition, result.TokenError)
	case result.Reason == connector.ReasonUnexpectedResponse && request.definition.IsCustom() && !result.NoToken && result.Cause == "":
		// The address can be right, and what the probe declares about the response wrong.
		step += " If they do, correct the probe's accepted_status, accepted_when, rejected_status or rejected_when."
	}
	if request.needToken && result.NoToken {
		return step + " Without an access token there are no headers. To continue without them, set allow_unverified = true."
	}
	if request.severity(result) == lifecycle.Fail {
		step += " To continue without verification, set " + lenientSetting(request) + "."
	}
	return step
}

// stepAfterTokenError returns the next step after an error code of a token endpoint (RFC
// 6749, section 5.2). What a custom credential declares can be the cause.
func stepAfterTokenError(definition *connector.Definition, code string) string {
	if definition.IsCustom() {
		switch code {
		case "invalid_scope":
			return fmt.Sprintf("Check %s.%s.", blockOAuth2, argScope)
		case "unsupported_grant_type":
			return fmt.Sprintf("Check grant_type in %s.%s.", blockOAuth2, argParameters)
		case "invalid_request":
			return fmt.Sprintf("Check %s.%s, %s and %s.", blockOAuth2, argClientAuth, argScope, argParameters)
		}
	}
	var arguments []string
	for _, field := range definition.Fields {
		if !field.Secret && !definition.IsCustom() {
			arguments = append(arguments, field.Name)
		}
	}
	arguments = append(arguments, "the client at "+definition.Title)
	return joined("Run again later. If the error remains, check "+enumeration(arguments)+".", keyMenuText(definition))
}

// lenientSetting returns the setting with which an inconclusive result is no error.
func lenientSetting(request verificationRequest) string {
	policy := fmt.Sprintf("verification = { %s = \"lenient\" }", request.Phase)
	if request.stateless {
		return "allow_unverified = true, or " + policy + " in the provider block"
	}
	if request.kind == kindAction {
		return policy + " in the provider block"
	}
	return policy
}

// interrupted is the diagnostic of a canceled verification.
func interrupted(request verificationRequest) diag.Diagnostic {
	return diag.NewErrorDiagnostic(
		problemInterrupted.Title(label(request)),
		fmt.Sprintf("The run was interrupted before %s responded. Run it again.", request.definition.Title),
	)
}
