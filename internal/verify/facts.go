package verify

import (
	"context"
	"math/bits"
	"slices"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// facts are what the probes are to report together. What no probe reports needs none.
func (r Request) facts() connector.Facts {
	return (r.Required | r.Optional) & r.Definition.ProbesReport()
}

// required are the required facts that a probe reports.
func (r Request) required() connector.Facts { return r.Required & r.Definition.ProbesReport() }

// deciding lists the probes that decide, in the order in which they are sent. If
// something is required, only a probe that reports it decides.
func (v *verification) decidingProbes() []connector.Probe {
	probes, required := v.probes(), v.request.required()
	if required == 0 {
		return probes
	}
	return slices.DeleteFunc(probes, func(p connector.Probe) bool { return p.Reports()&required == 0 })
}

// probes lists the probes: those that report most of what is required or optional come
// first, which saves another request, and otherwise the definition's order counts.
func (v *verification) probes() []connector.Probe {
	required, facts := v.request.required(), v.request.facts()
	probes := slices.Clone(v.request.Definition.Probes)
	slices.SortStableFunc(probes, func(a, b connector.Probe) int {
		if byRequired := reported(b, required) - reported(a, required); byRequired != 0 {
			return byRequired
		}
		return reported(b, facts) - reported(a, facts)
	})
	return probes
}

// reported counts the facts that a probe reports.
func reported(probe connector.Probe, facts connector.Facts) int {
	return bits.OnesCount8(uint8(probe.Reports() & facts))
}

// complete adds to an accepted result what other probes report. A rejection replaces
// it, and so does any other failure of a probe that reports what is required. What is
// only optional is not worth a failure.
func (v *verification) complete(ctx context.Context, verified Result) Result {
	scheme, _ := v.request.Definition.Scheme(verified.Scheme)
	var failed Result
	for _, probe := range v.probes() {
		missing := v.request.facts() &^ verified.known(v.request)
		if probe.Reports()&missing == 0 {
			continue
		}
		result, tried := v.tried[probe.Path]
		if !tried {
			result = v.exchange(ctx, scheme, probe)
		}
		switch result.Status {
		case connector.Verified:
			verified.add(result, probe.Reports())
		case connector.Rejected:
			return v.finish(result)
		default:
			if probe.Reports()&v.request.required()&missing != 0 {
				failed = result
			}
		}
	}
	if failed.Status != "" && !verified.covered.Has(v.request.required()) {
		failed.restricted = v.request.Required
		return v.finish(failed)
	}
	verified.attempted |= v.request.Optional
	return v.finish(verified)
}

// known are the facts that a request need not send another probe for. The probe of an
// optional one may have failed.
func (r *Result) known(request Request) connector.Facts {
	return r.covered | r.attempted&^request.Required
}

// add takes what the response to another probe reports.
func (r *Result) add(other Result, reports connector.Facts) {
	r.covered |= reports
	if reports.Has(connector.FactAccount) {
		r.Account, r.AccountConfigured = other.Account, other.AccountConfigured
	}
	if reports.Has(connector.FactScopes) {
		r.Report.Scopes = other.Report.Scopes
	}
	if reports.Has(connector.FactExpiry) {
		r.Report.ExpiresAt = other.Report.ExpiresAt
	}
	if reports.Has(connector.FactEnvironment) {
		r.Report.Environment = other.Report.Environment
	}
	r.Host, r.HTTPStatus, r.Evidence = other.Host, other.HTTPStatus, other.Evidence
}
