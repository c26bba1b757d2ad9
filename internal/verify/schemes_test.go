package verify_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
)

// twoSchemes are the connectors with a choice, in the order in which their
// schemes are tried.
var twoSchemes = map[string][2]string{
	"paymo":      {"api_key", "basic"},
	"customerly": {"authentication", "authorization"},
}

// probes repeats the path of a vendor's first probe.
func probes(v *sandbox.Vendor, n int) []string {
	definition, _ := catalog.ByType(v.Name())
	var paths []string
	for range n {
		paths = append(paths, definition.Probes[0].Path)
	}
	return paths
}

func TestSchemesAreTriedOneAfterTheOther(t *testing.T) {
	t.Parallel()
	for name, schemes := range twoSchemes {
		for _, c := range []struct {
			name     string
			taken    []string
			pinned   string
			prior    string
			verified string // "" if the credential is rejected
			requests int
		}{
			{"first is taken", schemes[:1], "", "", schemes[0], 1},
			{"second is taken", schemes[1:], "", "", schemes[1], 2},
			{"both are taken", schemes[:], "", "", schemes[0], 1},
			{"none is taken", nil, "", "", "", 2},
			{"second in prior state", schemes[1:], "", schemes[1], schemes[1], 1},
			{"first in prior state", schemes[:1], "", schemes[0], schemes[0], 1},
			{"second in prior state, both are taken", schemes[:], "", schemes[1], schemes[1], 1},
			{"prior is no longer accepted", schemes[:1], "", schemes[1], schemes[0], 2},
			{"prior and revoked", nil, "", schemes[1], "", 2},
			{"unknown in prior state", schemes[1:], "", "gone", schemes[1], 2},
			{"first is pinned", schemes[:1], schemes[0], "", schemes[0], 1},
			{"second is pinned", schemes[1:], schemes[1], "", schemes[1], 1},
			{"first is pinned, second is taken", schemes[1:], schemes[0], "", "", 1},
			{"second is pinned, first is taken", schemes[:1], schemes[1], "", "", 1},
			{"pinned wins over prior", schemes[:], schemes[0], schemes[1], schemes[0], 1},
		} {
			t.Run(name+"/"+c.name, func(t *testing.T) {
				v := newSandbox(t, unlimited).Vendor(name)
				v.Take(c.taken...)
				request := demo(v)
				request.Pinned, request.PriorScheme = c.pinned, c.prior
				result := mustVerify(t, verify.New(options()), request)
				if c.verified != "" {
					wantVerified(t, result)
				} else {
					wantOutcome(t, result, connector.Rejected, connector.ReasonInvalidCredential)
				}
				if result.Scheme != c.verified || result.Attempts != c.requests {
					t.Errorf("scheme %q after %d requests, want %q after %d", result.Scheme, result.Attempts, c.verified, c.requests)
				}
				wantPaths(t, v, probes(v, c.requests)...)
			})
		}
	}
}

// TestAcceptedSchemeThatIsPinnedNowIsNotVerifiedAgain: a refresh does not know that the
// configuration pins the scheme, and the plan after it does.
func TestAcceptedSchemeThatIsPinnedNowIsNotVerifiedAgain(t *testing.T) {
	t.Parallel()
	for name, schemes := range twoSchemes {
		v := newSandbox(t, unlimited).Vendor(name)
		v.Take(schemes[1])
		verifier, request := verify.New(options()), demo(v)
		request.PriorScheme = schemes[1]
		mustVerify(t, verifier, request)
		for i, pin := range []string{schemes[1], schemes[0]} { // In this order, because the requests add up.
			requests := 1 + i
			request.Pinned = pin
			result := mustVerify(t, verifier, request)
			if got := len(v.Requests()); (result.Status == connector.Verified) != (pin == schemes[1]) || got > requests {
				t.Errorf("%s, %s pinned: %s after %d requests, want at most %d", name, pin, result.Status, got, requests)
			}
		}
	}
}

func TestNextSchemeIsTriedOnlyAfterARejection(t *testing.T) {
	t.Parallel()
	for name := range twoSchemes {
		for _, fault := range []sandbox.Fault{
			{Name: "html"}, {Name: "empty"}, {Name: "redirect", Argument: "https://example.com/"}, {Name: "forbidden_html"},
			{Name: "server_error"}, {Name: "rate_limited", Argument: "3600"}, {Name: "reset"}, {Name: "status", Argument: "400"},
		} {
			t.Run(name+"/"+fault.Name, func(t *testing.T) {
				v := newSandbox(t, unlimited).Vendor(name)
				v.BreakNext(1, fault)
				settings := options()
				settings.MaxRetries = 0
				result := mustVerify(t, verify.New(settings), demo(v))
				if result.Status != connector.Inconclusive || len(v.Requests()) != 1 {
					t.Errorf("%s, %s after %d requests", result.Status, result.Reason, len(v.Requests()))
				}
			})
		}
	}
}

func TestNeverTwoSchemesInOneRequest(t *testing.T) {
	t.Parallel()
	for name := range twoSchemes {
		f := newFake(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte(`{"message":"Unauthorized"}`))
		})
		mustVerify(t, verify.New(options()), f.at(name, "a"))
		for _, header := range f.requests() {
			if sent := len(header.Values("Authorization")) + len(header.Values("Authentication")); sent != 1 {
				t.Errorf("%s: %d credentials in one request", name, sent)
			}
		}
		if got := len(f.requests()); got != 2 {
			t.Errorf("%s: %d requests, want 2", name, got)
		}
	}
}

func TestOneCredentialFindsTheSchemeOfAHost(t *testing.T) {
	t.Parallel()
	const credentials = 30
	for name, schemes := range twoSchemes {
		t.Run(name, func(t *testing.T) {
			v := newSandbox(t, unlimited).Vendor(name)
			v.Take(schemes[1])
			var requests []verify.Request
			for _, fields := range issue(v, credentials) {
				requests = append(requests, credential(v, fields))
			}
			for _, result := range mustVerifyAll(t, verify.New(options()), requests) {
				wantVerified(t, result)
				if result.Scheme != schemes[1] {
					t.Errorf("scheme %q, want %q", result.Scheme, schemes[1])
				}
			}
			wantPaths(t, v, probes(v, credentials+1)...)
		})
	}
}

func TestRevokedCredentialsCostTheOthersNothing(t *testing.T) {
	t.Parallel()
	const credentials, revoked = 30, 5
	for name, schemes := range twoSchemes {
		t.Run(name, func(t *testing.T) {
			v := newSandbox(t, unlimited).Vendor(name)
			v.Take(schemes[1])
			verifier := verify.New(options())
			var requests []verify.Request
			for i, fields := range issue(v, credentials) {
				if i < revoked {
					v.Revoke(fields)
				}
				requests = append(requests, credential(v, fields))
			}
			// The revoked ones come first, while the scheme is still unknown.
			results := mustVerifyAll(t, verifier, requests[:revoked])
			results = append(results, mustVerifyAll(t, verifier, requests[revoked:])...)
			valid := 0
			for i, result := range results {
				if i < revoked {
					wantOutcome(t, result, connector.Rejected, connector.ReasonInvalidCredential)
					if result.Attempts != 2 {
						t.Errorf("a revoked credential cost %d requests, want 2", result.Attempts)
					}
					continue
				}
				wantVerified(t, result)
				valid += result.Attempts
			}
			if want := credentials - revoked + 1; valid != want {
				t.Errorf("%d requests for the valid ones, want %d", valid, want)
			}
		})
	}
}

func TestRevokedAndValidCredentialsGetTheirOwnResults(t *testing.T) {
	t.Parallel()
	const credentials = 30
	for name := range twoSchemes {
		v := newSandbox(t, unlimited).Vendor(name)
		var requests []verify.Request
		for i, fields := range issue(v, credentials) {
			if i%3 == 0 {
				v.Revoke(fields)
			}
			requests = append(requests, credential(v, fields))
		}
		for i, result := range mustVerifyAll(t, verify.New(options()), requests) {
			if i%3 == 0 {
				wantOutcome(t, result, connector.Rejected, connector.ReasonInvalidCredential)
			} else {
				wantVerified(t, result)
			}
		}
		// Two for each rejection, one for each acceptance, and one to find the scheme.
		if got := len(v.Requests()); got > credentials+credentials/3+1 {
			t.Errorf("%s: %d requests for %d credentials", name, got, credentials)
		}
	}
}

func TestDeadHostDoesNotMakeCredentialsWaitForEachOther(t *testing.T) {
	t.Parallel()
	v := newSandbox(t, unlimited).Vendor("paymo")
	v.Break(sandbox.Fault{Name: "timeout"})
	settings := options()
	settings.RequestTimeout, settings.MaxRetries = 300*time.Millisecond, 1
	var requests []verify.Request
	for _, fields := range issue(v, 30) {
		requests = append(requests, credential(v, fields))
	}
	begun := time.Now()
	for _, result := range mustVerifyAll(t, verify.New(settings), requests) {
		wantOutcome(t, result, connector.Inconclusive, connector.ReasonTimeout)
	}
	wantWithin(t, begun, 5*time.Second) // One after the other: 30 x 0.9 s.
}

// TestSlowInconclusiveHostDoesNotMakeCredentialsWaitForEachOther: an inconclusive
// result does not show which scheme the host accepts, so that no credential waits for it.
func TestSlowInconclusiveHostDoesNotMakeCredentialsWaitForEachOther(t *testing.T) {
	t.Parallel()
	v := newSandbox(t, sandbox.Config{RouteWindow: -1, Latency: time.Second}).Vendor("customerly")
	v.Break(sandbox.Fault{Name: "forbidden_html"})
	var requests []verify.Request
	for _, fields := range issue(v, 30) {
		requests = append(requests, credential(v, fields))
	}
	begun := time.Now()
	for _, result := range mustVerifyAll(t, verify.New(options()), requests) {
		wantOutcome(t, result, connector.Inconclusive, connector.ReasonBlocked)
	}
	wantWithin(t, begun, 15*time.Second) // One after the other: 30 x 1 s.
}
