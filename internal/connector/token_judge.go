package connector

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// JudgeToken classifies a response of the token endpoint. The outcome is an
// acceptance if there is a token. No text of the response is in it except for an
// error code that is known.
func (d *Definition) JudgeToken(request TokenRequest, r Response) (Token, Outcome) {
	body, isObject := r.document(toReport).(map[string]any)
	if r.Status >= 200 && r.Status < 300 && isObject {
		if token, isToken := readToken(body); isToken && r.errorMember() != "error" {
			return token, Outcome{Status: Verified, Reason: ReasonAccepted, Evidence: fmt.Sprintf("HTTP %d", r.Status)}
		}
	}
	code, _ := body["error"].(string)
	outcome := r.tokenOutcome(request, code)
	outcome.Evidence = r.tokenEvidence(request, outcome, code)
	if request.isShown(code) {
		outcome.TokenError = code
	}
	return Token{}, outcome
}

// tokenOutcome is the table of responses without a token.
func (r Response) tokenOutcome(request TokenRequest, code string) Outcome {
	isJSON := r.content() == contentJSON
	switch {
	case r.limitsRate():
		return inconclusive(ReasonRateLimited)
	case r.isForeignTokenChallenge():
		return inconclusive(ReasonBlocked)
	}
	if means, known := request.meaning(r.Status, code); known && isJSON {
		return means
	}
	switch {
	case r.Status >= 300 && r.Status < 400:
		return inconclusive(ReasonRedirected)
	case r.Status >= 500:
		return inconclusive(ReasonServerError)
	case r.isDenial() && !isJSON:
		return inconclusive(ReasonBlocked)
	default:
		return inconclusive(ReasonUnexpectedResponse)
	}
}

// isForeignTokenChallenge reports whether a 401 or 403 requires an authentication that no
// client of a token endpoint is sent with.
func (r Response) isForeignTokenChallenge() bool {
	challenges := r.challenges()
	return r.isDenial() && len(challenges) > 0 && !slices.ContainsFunc(challenges, func(scheme string) bool {
		return scheme == "basic" || scheme == "bearer" || !slices.Contains(registeredSchemes, scheme)
	})
}

// tokenEvidence says in one clause what decided.
func (r Response) tokenEvidence(request TokenRequest, outcome Outcome, code string) string {
	status := fmt.Sprintf("HTTP %d", r.Status)
	switch {
	case outcome.Reason == ReasonBlocked && r.isForeignTokenChallenge():
		return status + " with a WWW-Authenticate header for another kind of credential"
	case request.isShown(code):
		details := []string{code}
		if request.Number != nil {
			if number := request.Number.asText(r.document(toReport)); isDigits(number) {
				details = append(details, number)
			}
		}
		return fmt.Sprintf("%s with the error %s", status, strings.Join(details, ", "))
	case outcome.Reason == ReasonBlocked:
		return status + " with " + string(r.content())
	case r.Status < 300:
		return status + " without an access token"
	default:
		return status
	}
}

// numberLimit is the most digits that a vendor's number of an error has.
const numberLimit = 12

func isDigits(text string) bool {
	return text != "" && len(text) <= numberLimit && strings.Trim(text, "0123456789") == ""
}

// readToken reads a token as RFC 6749, section 5.1, describes it.
func readToken(body map[string]any) (Token, bool) {
	value, _ := body["access_token"].(string)
	kind, isText := body["token_type"].(string)
	isBearer := body["token_type"] == nil || isText && strings.EqualFold(kind, "bearer")
	if value == "" || !isVisible(value) || !isBearer {
		return Token{}, false
	}
	return Token{Value: secret.New(value), Lifetime: readLifetime(body["expires_in"]), Scopes: body["scope"]}, true
}

// isVisible reports whether a text can be in a header: visible ASCII without spaces.
func isVisible(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
}

// longestLifetime bounds a lifetime, which is not known beyond it.
const longestLifetime = 10 * 365 * 24 * time.Hour

// readLifetime reads expires_in, which some vendors send as text. It is 0 if the
// lifetime is not known.
func readLifetime(value any) time.Duration {
	seconds, err := strconv.ParseFloat(fmt.Sprint(value), 64)
	if err != nil || !(seconds > 0) || seconds > longestLifetime.Seconds() {
		return 0
	}
	return time.Duration(seconds * float64(time.Second))
}
