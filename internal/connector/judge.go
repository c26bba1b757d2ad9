package connector

import (
	"fmt"
	"net/http"
	"slices"
)

// Judge classifies a response. What holds for every vendor is in this file; what
// is a vendor's own is data in its definition, or its hook.
func (d *Definition) Judge(r Response) Outcome {
	outcome := d.classify(r)
	if outcome.Status == Verified {
		outcome.Account = outcome.Account.cleaned(d.reflections(r.Values))
		if r.TokenScopes != nil && r.Probe.Scopes != nil && !outcome.Report.Scopes.Covered {
			outcome.Report.Scopes = d.report(r).Scopes // They are known without the probe.
		}
		if environment := d.environmentShown(r); !outcome.Report.Environment.Present && environment.Present {
			outcome.Report.Environment = environment
		}
	}
	if outcome.Evidence == "" {
		outcome.Evidence = d.evidence(r, outcome)
	}
	return outcome
}

// classify is the table of responses. It goes from what is surely not about the
// credential, over what the vendor is known to say, to what the status alone says.
func (d *Definition) classify(r Response) Outcome {
	if d.Hook != nil {
		if outcome, decided := d.Hook(r); decided {
			return outcome
		}
	}
	if r.limitsRate() {
		return inconclusive(ReasonRateLimited)
	}
	if rule, found := d.rule(r); found {
		return rule.Means
	}
	if slices.Contains(r.Probe.acceptedStatus(), r.Status) {
		return d.accept(r)
	}
	return d.byStatus(r)
}

// rule returns the first rule that matches: those of the probe come first.
func (d *Definition) rule(r Response) (Rule, bool) {
	if r.isForeignChallenge(d) {
		return Rule{}, false
	}
	for _, rule := range slices.Concat(r.Probe.Rules, d.Rules) {
		if rule.matches(d, r) {
			return rule, true
		}
	}
	return Rule{}, false
}

// accept looks for the vendor's proof in a response with an accepted status.
func (d *Definition) accept(r Response) Outcome {
	missing := func(evidence string) Outcome {
		outcome := inconclusive(ReasonUnexpectedResponse)
		outcome.Evidence = fmt.Sprintf("HTTP %d%s", r.Status, evidence)
		return outcome
	}
	content := r.content()
	if content == contentMarkup || content == contentBroken {
		return missing(" with " + string(content))
	}
	// An error beside a 2xx is the vendor's error. A 4xx that is an acceptance has one by nature.
	if member := r.errorMember(); member != "" && r.Status < 300 {
		return missing(fmt.Sprintf(" with an error in its body (`%s`)", member))
	}
	probe := r.Probe
	if probe.AcceptedWhen != nil && (content != contentJSON || !probe.AcceptedWhen.holds(r.document(toCompare))) {
		return missing(probe.unmet(probe.AcceptedWhen))
	}
	account, proven, configured := probe.Account.find(r), true, false
	if probe.FindAccount != nil {
		account, proven = probe.FindAccount(r)
	}
	if !proven {
		return missing(" without the expected content")
	}
	if probe.Identified && !IsIdentifier(account.ID) {
		return missing(probe.unmet(probe.Account.ID))
	}
	if account == (Account{}) && d.KnownAccount != nil {
		account, configured = d.KnownAccount(r.Values), true
	}
	return Outcome{Status: Verified, Reason: ReasonAccepted, Account: account, AccountConfigured: configured, Report: d.report(r)}
}

// unmet says that an expression of the probe matched nothing.
func (p Probe) unmet(e *Expression) string {
	if p.Argument == "" {
		return fmt.Sprintf(" without the expected content (`%s`)", e)
	}
	return fmt.Sprintf(", and %s (`%s`) matched nothing%s", p.Argument, e, e.hint())
}

// byStatus is what a response means whose form is not known.
func (d *Definition) byStatus(r Response) Outcome {
	switch {
	case r.isDenial():
		return d.denied(r)
	case r.Status == http.StatusPaymentRequired:
		return inconclusive(ReasonAccountInactive)
	case r.Status == http.StatusNotFound, r.Status == http.StatusGone:
		return routeOnly(ReasonUnexpectedResponse)
	case r.Status >= 300 && r.Status < 400:
		return inconclusive(ReasonRedirected)
	case r.Status >= 500:
		return inconclusive(ReasonServerError)
	default:
		return inconclusive(ReasonUnexpectedResponse)
	}
}

// denied is a 401 or 403 in a form that the vendor is not known to reject with.
// It comes from something in front of the vendor, unless it is JSON.
func (d *Definition) denied(r Response) Outcome {
	switch {
	case r.content() != contentJSON && !r.isVendors(d), r.isForeignChallenge(d):
		return inconclusive(ReasonBlocked)
	case r.Status == http.StatusForbidden:
		return inconclusive(ReasonForbidden)
	default:
		return inconclusive(ReasonUnexpectedResponse)
	}
}

// evidence says in one clause what decided. It repeats no part of the body.
func (d *Definition) evidence(r Response, outcome Outcome) string {
	if d.Explain != nil {
		if text := d.Explain(r, outcome); text != "" {
			return text
		}
	}
	status := fmt.Sprintf("HTTP %d", r.Status)
	switch {
	case outcome.Notice.Finding != "":
		return status // The form is known.
	case outcome.Reason == ReasonBlocked && r.isForeignChallenge(d):
		return status + " with a WWW-Authenticate header for another kind of credential"
	case outcome.Reason == ReasonBlocked:
		return status + " with " + string(r.content())
	case outcome.Reason == ReasonUnexpectedResponse && r.Status == http.StatusUnauthorized:
		return fmt.Sprintf("%s in a form that %s is not known to use", status, d.Title)
	default:
		return status
	}
}
