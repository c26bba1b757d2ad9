package provider

import (
	"context"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// verificationRequest is a credential to verify, and why it is verified, for a
// resource, a data source, an ephemeral resource or an action.
type verificationRequest struct {
	lifecycle.Verification

	definition *connector.Definition
	// name is the credential's name in diagnostics; empty if it has none.
	name string
	// kind is shown if there is no name, such as "data source".
	kind   string
	values connector.Values
	// fromEnvironment are the fields that were read from the environment. They are not
	// shown: variables for an ID and a secret may have been swapped.
	fromEnvironment map[string]bool
	baseURL         string
	// ownBaseURL is set if baseURL is the argument of the credential itself.
	ownBaseURL bool
	// pinned is the only scheme to try; empty means all.
	pinned string
	// accepted is the scheme that was accepted before, tried first.
	accepted string
	region   string
	// requirements are what an accepted credential has to meet.
	requirements lifecycle.Requirements
	// unmetRequirements are those that the accepted credential does not meet. verify sets them.
	unmetRequirements lifecycle.UnmetRequirements
	// complete is set to request everything that the vendor reports.
	complete bool
	// expiredAt is when the secret in state has expired; zero if it has not.
	expiredAt time.Time
	// exists is set if there is a state, so that there is something to destroy.
	exists bool
	// needToken is set if the headers are handed on, so that a credential that is
	// exchanged must have led to an access token.
	needToken bool
	// newSecret is set for a changed credential at apply, see [verify.Request].
	newSecret bool
	// replaced are the values with the secrets of the last apply, which the vendor may
	// repeat too; nil if they are the same, or not in state.
	replaced connector.Values
	// stateless is set for a data source or an ephemeral resource.
	stateless bool
}

// severity returns what a result of this request does.
func (r verificationRequest) severity(result verify.Result) lifecycle.Severity {
	if r.needToken && result.NoToken && !r.AllowUnverified {
		return lifecycle.Fail
	}
	return r.Severity(result.Status)
}

// optionalFacts is what the vendor is to report too.
func (r verificationRequest) optionalFacts() connector.Facts {
	if !r.complete {
		return 0
	}
	return r.definition.ProbesReport()
}

// verify verifies the credential, or reuses a result of this process, and reports what
// the result does.
func (s *settings) verify(ctx context.Context, request verificationRequest) (verify.Result, diag.Diagnostics) {
	result, err := s.verifier.Verify(withMasks(ctx, request.definition, request.values), s.requestOf(request))
	if err != nil {
		return verify.Result{}, diag.Diagnostics{interrupted(request)}
	}
	if request.replaced != nil {
		result.Outcome = request.definition.WithoutSecrets(result.Outcome, request.replaced)
	}
	result.Outcome, request.unmetRequirements = request.requirements.Judge(request.definition, result.Outcome)
	return result, report(request, result)
}

func (s *settings) requestOf(request verificationRequest) verify.Request {
	return verify.Request{
		Definition:   request.definition,
		BaseURL:      request.baseURL,
		TokenBaseURL: s.tokenBaseURL(request.definition).ValueString(),
		Values:       request.values,
		Pinned:       request.pinned,
		PriorScheme:  request.accepted,
		Region:       request.region,
		Required:     request.requirements.Facts(),
		Optional:     request.optionalFacts(),
		NewSecret:    request.newSecret,
		WaitForRoute: request.Changed,
		MaySkip:      !request.Changed || request.Policy == lifecycle.Lenient && !request.needToken,
	}
}

// accessToken returns a token in the first half of its life, for a credential that is
// exchanged. Without one, the diagnostics have the reason, unless the configuration
// allows that.
func (s *settings) accessToken(ctx context.Context, request verificationRequest) (verify.AccessToken, diag.Diagnostics) {
	token, failed, err := s.verifier.AccessToken(withMasks(ctx, request.definition, request.values), s.requestOf(request))
	switch {
	case err != nil:
		return verify.AccessToken{}, diag.Diagnostics{interrupted(request)}
	case failed.NoToken:
		return verify.AccessToken{}, report(request, failed)
	default:
		return token, nil
	}
}

// report returns what a result does.
func report(request verificationRequest, result verify.Result) diag.Diagnostics {
	var diags diag.Diagnostics
	kind, of := problemOf(request, result)
	switch request.severity(result) {
	case lifecycle.Fail:
		diags.AddError(kind.Title(of...), detail(request, result))
	case lifecycle.Warn:
		diags.AddWarning(kind.Title(of...), detail(request, result))
	case lifecycle.Pass:
	}
	return diags
}

// resultOf converts a result for a decision of package lifecycle.
func resultOf(result verify.Result) *lifecycle.Result {
	return &lifecycle.Result{Outcome: result.Outcome, Scheme: result.Scheme, At: result.At}
}
