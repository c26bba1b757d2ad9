package faults_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/sandbox"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// This file has the false verdicts that public verifiers of keys have given, as
// cells with their own names. Most of the matrix would notice them too; here the
// vendor is made to look as it did when somebody was misled.

// falseVerdict is one of them: what must not be, told for one connector.
type falseVerdict struct {
	name  string
	check func(t *testing.T, of *baseline) []string
}

func falseVerdicts() []falseVerdict {
	return []falseVerdict{
		{"a firewall's 403 taken for an answer about the key", firewallIsNoAnswer},
		{"a 200 for any string", anyStringIsNoProof},
		{"a 429 taken for valid or for dead", throttledIsNeither},
		{"a throttled live key reported as rotated", throttledKeyIsNotRotated},
		{"a valid key rejected because of a label or a byte order mark", packagingIsNoVerdict},
		{"a cached verdict shared between two vendors", nil}, // See sharedVerdicts: it needs two connectors.
	}
}

// checkFalseVerdicts runs them for every connector.
func checkFalseVerdicts(t *testing.T, baselines []*baseline) []outcome {
	t.Helper()
	var outcomes []outcome
	for _, verdict := range falseVerdicts() {
		made := make([]outcome, len(baselines))
		var running sync.WaitGroup
		for i, from := range baselines {
			check := verdict.check
			if check == nil {
				next := baselines[(i+1)%len(baselines)]
				check = func(t *testing.T, from *baseline) []string { return verdictsAreNotShared(t, from, next) }
			}
			made[i] = outcome{Failure: verdict.name, Cell: verdict.name + ", " + from.subject.name}
			running.Go(func() { made[i].Wrong = check(t, from) })
		}
		running.Wait()
		outcomes = append(outcomes, made...)
	}
	return outcomes
}

// reading is what a data source tells under the lenient policy.
type reading struct {
	status, reason string
	refused        bool
}

// read asks for a verdict on some fields, in a process of its own or in one
// that has answered before.
func (b *baseline) read(ctx context.Context, server tfprotov6.ProviderServer, fields map[string]string, baseURL string) (reading, error) {
	asking := *b
	asking.fields = fields
	seen, err := asking.readData(ctx, server, baseURL)
	if err != nil {
		return reading{}, err
	}
	told := reading{refused: strings.Contains(seen.shown(), " rejected ")}
	attributes := members(seen.after)
	if !attributes["status"].IsNull() {
		err = attributes["status"].As(&told.status)
	}
	if err == nil && !attributes["status_reason"].IsNull() {
		err = attributes["status_reason"].As(&told.reason)
	}
	return told, err
}

// readAlone reads in a process of its own.
func (b *baseline) readAlone(ctx context.Context, fields map[string]string, baseURL string) (reading, error) {
	server, err := serve(ctx, providerOptions{endpoints: endpoints(b.subject, baseURL), policy: lenient, requestTimeout: patience})
	if err != nil {
		return reading{}, err
	}
	return b.read(ctx, server, fields, baseURL)
}

// wantReading compares, and repeats no value of a field.
func wantReading(what string, got reading, err error, status connector.Status, reason connector.Reason) []string {
	if err != nil {
		return []string{what + ": " + err.Error()}
	}
	if got.status != string(status) || got.reason != string(reason) || got.refused {
		return []string{fmt.Sprintf("%s: %+v, want %s, %s", what, got, status, reason)}
	}
	return nil
}

// madeUp are fields that no vendor has given to anybody.
func (b *baseline) madeUp() map[string]string {
	fields := b.subject.rotated(b.fields)
	for _, name := range b.subject.secrets(fields) {
		fields[name] = "example-made-up-string"
	}
	return fields
}

// firewallIsNoAnswer: the firewall never saw the key, be it live or made up. It
// may send its page under any type.
func firewallIsNoAnswer(t *testing.T, of *baseline) (wrong []string) {
	for _, contentType := range []string{"text/html", "application/json", ""} {
		wall := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = []string{contentType}
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write([]byte("\n<!DOCTYPE html><html><head><title>Access denied</title></head><body>Invalid API key or blocked.</body></html>"))
		}))
		for what, fields := range map[string]map[string]string{"a live key": of.fields, "a made-up one": of.madeUp()} {
			got, err := of.readAlone(t.Context(), fields, wall.URL)
			wrong = append(wrong, wantReading(what+" behind a firewall that sends "+contentType, got, err, inconclusive, connector.ReasonBlocked)...)
		}
		wall.Close()
	}
	return wrong
}

// packaging are the faults of the sandbox after which a response is still the vendor's.
var packaging = []string{"mislabelled", "byte_order_mark"}

// packagingIsNoVerdict: what a body is called, and the bytes before it, say
// nothing about the key.
func packagingIsNoVerdict(t *testing.T, of *baseline) (wrong []string) {
	for _, fault := range packaging {
		vendors, err := sandbox.Start(sandbox.Config{RouteWindow: -1})
		if err != nil {
			return append(wrong, err.Error())
		}
		vendor := vendors.Vendor(of.subject.vendor)
		vendor.Break(sandbox.Fault{Name: fault})
		got, err := of.readAlone(t.Context(), of.fields, vendor.BaseURL())
		wrong = append(wrong, wantReading(fault, got, err, connector.Verified, connector.ReasonAccepted)...)
		if err := vendors.Close(); err != nil {
			wrong = append(wrong, err.Error())
		}
	}
	return wrong
}

// cheerful are bodies of a 200 that anybody gets, for any string.
var cheerful = []string{
	"", "OK", "ok", `"ok"`, "{}", "[]", "null", "true", `{"success":true}`, `{"status":"success"}`, `{"state":"ok","version":"1.2.3"}`,
	`{"message":"Welcome to the API"}`, `{"data":null}`, `{"valid":true}`, `{"error":{"message":"Unauthorized"}}`,
	"<html><body>Please sign in</body></html>",
}

// anyStringIsNoProof: a status alone tells nothing, nor does a cheerful body.
func anyStringIsNoProof(t *testing.T, of *baseline) (wrong []string) {
	for _, body := range cheerful {
		portal := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(body))
		}))
		got, err := of.readAlone(t.Context(), of.madeUp(), portal.URL)
		wrong = append(wrong, wantReading(fmt.Sprintf("a made-up string, and a 200 with %q", body), got, err, inconclusive, connector.ReasonUnexpectedResponse)...)
		portal.Close()
	}
	return wrong
}

// throttledIsNeither: a 429 speaks of the rate, and the same one comes for a
// live key and for one that never was. Its body may well speak of keys.
func throttledIsNeither(t *testing.T, of *baseline) (wrong []string) {
	for _, body := range []string{"", `{"message":"Too many requests for this API key"}`, `{"data":[],"message":"Invalid API key"}`} {
		busy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Retry-After", aDay)
			w.WriteHeader(http.StatusTooManyRequests)
			_, _ = w.Write([]byte(body))
		}))
		for what, fields := range map[string]map[string]string{"a live key": of.fields, "a made-up one": of.madeUp()} {
			got, err := of.readAlone(t.Context(), fields, busy.URL)
			wrong = append(wrong, wantReading(fmt.Sprintf("%s, and a 429 with %q", what, body), got, err, inconclusive, connector.ReasonRateLimited)...)
		}
		busy.Close()
	}
	return wrong
}

// throttledKeyIsNotRotated: refresh, plan and the apply of another change leave
// status, revision and date of the secret alone, and once the vendor answers
// again there is nothing to do.
func throttledKeyIsNotRotated(t *testing.T, of *baseline) (wrong []string) {
	fault := failure{name: "a throttled live key", fault: always("rate_limited=" + aDay), status: inconclusive, reason: connector.ReasonRateLimited, cost: once}
	for _, at := range []phase{refreshStored, planUnchanged, applyOther} {
		for _, asked := range []policy{strict, lenient} {
			wrong = append(wrong, cell{fault, of, asked, at}.run(t.Context(), "").Wrong...)
		}
	}
	vendors, err := sandbox.Start(sandbox.Config{RouteWindow: -1})
	if err != nil {
		return append(wrong, err.Error())
	}
	defer func() { _ = vendors.Close() }()
	vendor := vendors.Vendor(of.subject.vendor)
	for _, throttled := range []bool{true, false} {
		vendor.Mend()
		if throttled {
			vendor.Break(sandbox.Fault{Name: "rate_limited", Argument: aDay})
		}
		server, err := serve(t.Context(), providerOptions{endpoints: endpoints(of.subject, vendor.BaseURL()), policy: strict, requestTimeout: patience})
		if err != nil {
			return append(wrong, err.Error())
		}
		seen, err := cell{fault, of, strict, planUnchanged}.act(t.Context(), server, vendor.BaseURL())
		if err != nil {
			return append(wrong, err.Error())
		}
		wrong = append(wrong, same(members(seen.before), members(seen.after))...)
		if !throttled && len(seen.diagnostics) > 0 {
			wrong = append(wrong, "a key that is answered for again is complained about: "+seen.shown())
		}
	}
	return wrong
}

// sharedSecrets tell the processes apart that have the same secret twice.
var sharedSecrets atomic.Int64

// verdictsAreNotShared: in one process, the same text is a live key at one
// vendor and unknown at another, and at a second address of the same vendor.
// Whoever is asked first, each is told what its own vendor says.
func verdictsAreNotShared(t *testing.T, live, dead *baseline) (wrong []string) {
	here, err := sandbox.Start(sandbox.Config{RouteWindow: -1})
	if err != nil {
		return []string{err.Error()}
	}
	defer func() { _ = here.Close() }()
	there, err := sandbox.Start(sandbox.Config{RouteWindow: -1})
	if err != nil {
		return []string{err.Error()}
	}
	defer func() { _ = there.Close() }()

	secret := fmt.Sprintf("example-shared-secret-%d", sharedSecrets.Add(1))
	shared := func(of *baseline) map[string]string {
		fields := of.subject.fields(here)
		for _, name := range of.subject.secrets(fields) {
			fields[name] = secret
		}
		return fields
	}
	here.Vendor(live.subject.vendor).Issue(shared(live))

	type asked struct {
		of      *baseline
		baseURL string
		refused bool
	}
	known := asked{live, here.Vendor(live.subject.vendor).BaseURL(), false}
	elsewhere := asked{live, there.Vendor(live.subject.vendor).BaseURL(), true}
	other := asked{dead, here.Vendor(dead.subject.vendor).BaseURL(), true}
	for _, order := range [][]asked{{known, other, known}, {other, known, other}, {known, elsewhere}, {elsewhere, known}} {
		server, err := serve(t.Context(), providerOptions{endpoints: map[string]string{}, policy: lenient, requestTimeout: 10 * time.Second})
		if err != nil {
			return append(wrong, err.Error())
		}
		for i, ask := range order {
			got, err := ask.of.readAt(t.Context(), server, shared(ask.of), ask.baseURL)
			if err != nil || got.refused != ask.refused || !ask.refused && got.status != string(connector.Verified) {
				wrong = append(wrong, fmt.Sprintf("number %d of %d, %s: %+v, %v; want refused: %v", i+1, len(order), ask.of.subject.name, got, err, ask.refused))
			}
		}
	}
	return wrong
}

// readAt reads with base_url set, so that one process can ask at two addresses.
func (b *baseline) readAt(ctx context.Context, server tfprotov6.ProviderServer, fields map[string]string, baseURL string) (reading, error) {
	asking := *b
	asking.pinnedURL = true
	return asking.read(ctx, server, fields, baseURL)
}
