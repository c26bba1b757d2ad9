package faults_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/connector-credentials/terraform-provider-connector/internal/testkit"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// TestFalseResults has the false results of public verifiers of keys. The vendor
// responds as it did when a verifier was wrong.
func TestFalseResults(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		check      func(t *testing.T, of *baseline)
		everywhere bool // The result depends on the vendor.
	}{
		"a firewall's 403 is not a rejection":         {firewallIsNoRejection, false},
		"a 200 does not prove any string":             {anyStringIsNotAccepted, true},
		"a 429 is neither accepted nor rejected":      {rateLimitIsInconclusive, false},
		"a rate limit is not a rotation":              {rateLimitIsNoRotation, false},
		"a label or a byte order mark does not count": {packagingDoesNotCount, true},
		"two vendors do not share a result":           {resultsAreNotShared, false},
	} {
		for _, of := range subjects() {
			if !test.everywhere && !of.isRepresentative() {
				continue
			}
			t.Run(of.name+"/"+name, func(t *testing.T) {
				t.Parallel()
				b, err := baselineOf(of)
				if err != nil {
					t.Fatal(err)
				}
				test.check(t, b)
			})
		}
	}
}

// reading is the result of a data source under the lenient policy.
type reading struct {
	status, reason string
	rejected       bool
}

// read reads a data source with other fields.
func (b *baseline) read(ctx context.Context, server tfprotov6.ProviderServer, fields map[string]string, baseURL string) (reading, error) {
	other := *b
	other.fields = fields
	seen, err := other.readData(ctx, server, baseURL)
	if err != nil {
		return reading{}, err
	}
	result := reading{rejected: strings.Contains(seen.text(), " rejected ")}
	attributes := testkit.Attributes(seen.after)
	if !attributes["status"].IsNull() {
		err = attributes["status"].As(&result.status)
	}
	if err == nil && !attributes["status_reason"].IsNull() {
		err = attributes["status_reason"].As(&result.reason)
	}
	return result, err
}

// wantReading reads with a new provider, and compares the result. Its messages
// contain no field.
func (b *baseline) wantReading(t *testing.T, what string, fields map[string]string, baseURL string, status connector.Status, reason connector.Reason) {
	t.Helper()
	server, err := serve(t.Context(), providerOptions{endpoints: endpoints(b.subject, baseURL), policy: lenient, requestTimeout: ampleTimeout})
	if err != nil {
		t.Fatal(err)
	}
	got, err := b.read(t.Context(), server, fields, baseURL)
	if err != nil || got.status != string(status) || got.reason != string(reason) || got.rejected {
		t.Errorf("%s: %+v, %v, want %s, %s", what, got, err, status, reason)
	}
}

// inventedFields are fields that no vendor has issued.
func (b *baseline) inventedFields() map[string]string {
	fields := b.subject.rotated(b.fields)
	for _, name := range b.subject.secrets(fields) {
		fields[name] = "example-invented-string-" + fields[name]
	}
	return fields
}

// respond starts a server with one response.
func respond(t *testing.T, status int, header map[string]string, body string) (baseURL string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for name, value := range header {
			w.Header()[name] = []string{value}
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// firewallIsNoRejection: a firewall returns its page for valid and invalid keys,
// with any content type.
func firewallIsNoRejection(t *testing.T, b *baseline) {
	const page = "\n<!DOCTYPE html><html><head><title>Access denied</title></head><body>Invalid API key or blocked.</body></html>"
	for _, contentType := range []string{"text/html", "application/json", ""} {
		firewall := respond(t, http.StatusForbidden, map[string]string{"Content-Type": contentType}, page)
		for key, fields := range map[string]map[string]string{"a valid key": b.fields, "an invented key": b.inventedFields()} {
			b.wantReading(t, key+" behind a firewall that sends "+contentType, fields, firewall, inconclusive, connector.ReasonBlocked)
		}
	}
}

// neutralFaults are the faults of the sandbox that do not change the result.
var neutralFaults = []string{"mislabelled", "byte_order_mark"}

// packagingDoesNotCount: neither the content type of a body nor a byte order mark
// changes the result.
func packagingDoesNotCount(t *testing.T, b *baseline) {
	for _, fault := range neutralFaults {
		vendors := startSandbox(t)
		vendor := vendors.Vendor(b.subject.vendor)
		vendor.Break(sandbox.Fault{Name: fault})
		b.wantReading(t, fault, b.fields, vendor.BaseURL(), connector.Verified, connector.ReasonAccepted)
	}
}

func startSandbox(t *testing.T) *sandbox.Sandbox {
	t.Helper()
	vendors, err := sandbox.Start(sandbox.Config{RouteWindow: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = vendors.Close() })
	return vendors
}

// noProof are bodies of a 200 without the vendor's proof.
var noProof = []string{
	"", "OK", "ok", `"ok"`, "{}", "[]", "null", "true", `{"success":true}`, `{"status":"success"}`, `{"state":"ok","version":"1.2.3"}`,
	`{"message":"Welcome to the API"}`, `{"data":null}`, `{"valid":true}`, `{"error":{"message":"Unauthorized"}}`,
	"<html><body>Please sign in</body></html>",
}

// anyStringIsNotAccepted: neither a status alone nor a friendly body is accepted. Each
// definition classifies each body for its cheapest probe, and the representatives read
// it over HTTP.
func anyStringIsNotAccepted(t *testing.T, b *baseline) {
	header := map[string]string{"Content-Type": "application/json"}
	definition := b.subject.definition()
	for _, body := range noProof {
		got := definition.Judge(connector.Response{
			Probe: definition.Probes[0], Status: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(body),
		})
		if got.Status != inconclusive || got.Reason != connector.ReasonUnexpectedResponse {
			t.Errorf("a 200 with %q: %+v", body, got)
		}
		if b.subject.isRepresentative() {
			b.wantReading(t, fmt.Sprintf("an invented string, and a 200 with %q", body), b.inventedFields(), respond(t, http.StatusOK, header, body), inconclusive, connector.ReasonUnexpectedResponse)
		}
	}
}

// rateLimitIsInconclusive: a 429 is about the rate, whether or not the key is valid,
// even if its body is about keys.
func rateLimitIsInconclusive(t *testing.T, b *baseline) {
	header := map[string]string{"Content-Type": "application/json", "Retry-After": aDay}
	for _, body := range []string{"", `{"message":"Too many requests for this API key"}`, `{"data":[],"message":"Invalid API key"}`} {
		limited := respond(t, http.StatusTooManyRequests, header, body)
		for key, fields := range map[string]map[string]string{"a valid key": b.fields, "an invented key": b.inventedFields()} {
			b.wantReading(t, fmt.Sprintf("%s, and a 429 with %q", key, body), fields, limited, inconclusive, connector.ReasonRateLimited)
		}
	}
}

// rateLimitIsNoRotation: refresh, plan and the apply of another change leave status,
// revision and date unchanged, and the plan is empty after the limit.
func rateLimitIsNoRotation(t *testing.T, b *baseline) {
	limited := failure{name: "a rate limit", fault: always("rate_limited=" + aDay), status: inconclusive, reason: connector.ReasonRateLimited, cost: once}
	for _, phase := range []phase{refresh, planUnchanged, applyUpdate} {
		for _, policy := range []policy{strict, lenient} {
			for _, problem := range (cell{limited, b.subject, policy, phase}).run(t.Context(), "").Problems {
				t.Errorf("%s, %s: %s", policy, phase, problem)
			}
		}
	}
	vendor := startSandbox(t).Vendor(b.subject.vendor)
	for _, broken := range []bool{true, false} {
		vendor.Mend()
		if broken {
			vendor.Break(sandbox.Fault{Name: "rate_limited", Argument: aDay})
		}
		server, err := serve(t.Context(), providerOptions{endpoints: endpoints(b.subject, vendor.BaseURL()), policy: strict, requestTimeout: ampleTimeout})
		if err != nil {
			t.Fatal(err)
		}
		seen, err := cell{limited, b.subject, strict, planUnchanged}.act(t.Context(), b, server, vendor.BaseURL())
		if err != nil {
			t.Fatal(err)
		}
		for _, problem := range unchanged(testkit.Attributes(seen.before), testkit.Attributes(seen.after)) {
			t.Error(problem)
		}
		if !broken && len(seen.diagnostics) > 0 {
			t.Errorf("diagnostics after the limit: %s", seen.text())
		}
	}
}

// sharedSecrets makes the secrets unique that two vendors share.
var sharedSecrets atomic.Int64

// resultsAreNotShared: in one process, the same text is valid at one vendor, and not at
// another one or at a second address of the same vendor. In any order, each result is
// the vendor's own.
func resultsAreNotShared(t *testing.T, b *baseline) {
	here, there := startSandbox(t), startSandbox(t)
	otherSubject := subject{name: "paymo", vendor: "paymo"}
	if b.subject == otherSubject {
		otherSubject = subject{name: "resci", vendor: "resci"}
	}
	other, err := baselineOf(otherSubject)
	if err != nil {
		t.Fatal(err)
	}
	secret := fmt.Sprintf("example-shared-secret-%d", sharedSecrets.Add(1))
	shared := func(of *baseline) map[string]string {
		fields := of.subject.fields(here)
		for _, name := range of.subject.secrets(fields) {
			fields[name] = secret
		}
		return fields
	}
	here.Vendor(b.subject.vendor).Issue(shared(b))

	type read struct {
		of       *baseline
		baseURL  string
		rejected bool
	}
	valid := read{b, here.Vendor(b.subject.vendor).BaseURL(), false}
	elsewhere := read{b, there.Vendor(b.subject.vendor).BaseURL(), true}
	foreign := read{other, here.Vendor(otherSubject.vendor).BaseURL(), true}
	for _, order := range [][]read{{valid, foreign, valid}, {foreign, valid, foreign}, {valid, elsewhere}, {elsewhere, valid}} {
		server, err := serve(t.Context(), providerOptions{endpoints: map[string]string{}, policy: lenient, requestTimeout: ampleTimeout})
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range order {
			pinned := *r.of
			pinned.pinnedURL = true
			got, err := pinned.read(t.Context(), server, shared(r.of), r.baseURL)
			if err != nil || got.rejected != r.rejected || !r.rejected && got.status != string(connector.Verified) {
				t.Errorf("number %d of %d, %s: %+v, %v; want rejected: %v", i+1, len(order), r.of.subject.name, got, err, r.rejected)
			}
		}
	}
}
