package connector_test

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// texts encodes a field of a custom credential.
func texts(pairs map[string]string) secret.Value {
	encoded := map[string]*string{}
	for name, text := range pairs {
		encoded[name] = &text
	}
	return secret.New(connector.EncodeTexts(encoded))
}

func TestCustomResponsesMeanWhatIsDeclared(t *testing.T) {
	const (
		rejectionBody = `{"error":{"message":"The token was not found"}}`
		other         = `{"error":{"message":"Out of order"}}`
		proof         = `{"active":true,"id":1}`
	)
	rejectedWhen := func(p *connector.CustomProbe) { p.RejectedWhen = compile(t, "contains(error.message, 'token')") }
	acceptedWhen := func(p *connector.CustomProbe) { p.AcceptedWhen = compile(t, "active") }
	rejects := func(statuses ...int) func(*connector.CustomProbe) {
		return func(p *connector.CustomProbe) { p.Rejected = statuses }
	}
	accepts := func(statuses ...int) func(*connector.CustomProbe) {
		return func(p *connector.CustomProbe) { p.Accepted = statuses }
	}
	plain := func(*connector.CustomProbe) {}
	provingMissing := func(p *connector.CustomProbe) {
		acceptedWhen(p)
		p.Accepted = []int{400, 404}
	}
	head := func(p *connector.CustomProbe) { p.Method = http.MethodHead }
	bearer := func(p *connector.CustomProbe) { p.Target = "/v1/bearer" } // The path chooses the header below.
	rejectedByText := func(p *connector.CustomProbe) {
		p.RejectedWhen = compile(t, "type(@) == 'string' && contains(@, 'token')")
	}

	for _, c := range []struct {
		declared func(*connector.CustomProbe)
		responseCase
	}{
		{plain, responseCase{name: "200 in JSON", status: 200, contentType: jsonType, body: proof, want: verified(connector.Account{})}},
		{plain, responseCase{name: "200 without a body", status: 200, want: verified(connector.Account{})}},
		{plain, responseCase{name: "204", status: 204, want: verified(connector.Account{})}},
		{plain, responseCase{name: "200 in plain text", status: 200, contentType: "text/plain", body: "OK", want: verified(connector.Account{})}},
		{plain, responseCase{name: "200 in HTML", status: 200, contentType: htmlType, body: htmlPage, want: unexpected}},
		{plain, responseCase{name: "200 in HTML without a type", status: 200, body: "\n " + htmlPage, want: unexpected}},
		{plain, responseCase{name: "200 in HTML that says it is JSON", status: 200, contentType: jsonType, body: htmlPage, want: unexpected}},
		{plain, responseCase{name: "200 in XML", status: 200, contentType: "application/xml", body: "<ok/>", want: unexpected}},
		{plain, responseCase{name: "200 with JSON that breaks off", status: 200, contentType: jsonType, body: `{"data":[{"id":1},`, want: unexpected}},
		{plain, responseCase{name: "200 with JSON that breaks off, with a suffix", status: 200, contentType: "application/problem+JSON; x=1", body: `{"da`, want: unexpected}},
		{plain, responseCase{name: "401", status: 401, contentType: jsonType, body: rejectionBody, want: rejected}},
		{plain, responseCase{name: "401 in HTML", status: 401, contentType: htmlType, body: htmlPage, want: blocked}},
		{plain, responseCase{name: "403 in JSON", status: 403, contentType: jsonType, body: other, want: foreignForbidden}},
		{plain, responseCase{name: "403 in HTML", status: 403, contentType: htmlType, body: htmlPage, want: blocked}},
		{plain, responseCase{name: "400", status: 400, contentType: jsonType, body: rejectionBody, want: unexpected}},
		{plain, responseCase{name: "404", status: 404, contentType: jsonType, body: other, want: routeGone}},
		{plain, responseCase{name: "429", status: 429, contentType: jsonType, body: other, want: limited}},
		{plain, responseCase{name: "500", status: 500, contentType: jsonType, body: rejectionBody, want: broken}},
		{plain, responseCase{name: "503 in HTML", status: 503, contentType: htmlType, body: htmlPage, want: broken}},
		{plain, responseCase{name: "302", status: 302, want: redirected}},
		{plain, responseCase{name: "304", status: 304, want: redirected}},

		{rejects(403), responseCase{name: "declared 403 in JSON", status: 403, contentType: jsonType, body: other, want: forbidden}},
		{rejects(403), responseCase{name: "declared 403 without a body", status: 403, want: blocked}},
		{rejects(403), responseCase{name: "declared 403 in HTML", status: 403, contentType: htmlType, body: htmlPage, want: blocked}},
		{rejects(403), responseCase{name: "401 that is not declared", status: 401, contentType: jsonType, body: other, want: unexpected}},
		{rejects(403), responseCase{name: "401 in HTML that is not declared", status: 401, contentType: htmlType, body: htmlPage, want: blocked}},
		{rejects(400, 401), responseCase{name: "declared 400", status: 400, contentType: jsonType, body: other, want: rejected}},
		{rejects(400, 401), responseCase{name: "declared 400 in HTML", status: 400, contentType: htmlType, body: htmlPage, want: unexpected}},
		{rejects(404), responseCase{name: "declared 404", status: 404, contentType: jsonType, body: other, want: rejected}},
		{rejects(404), responseCase{name: "declared 404 in HTML", status: 404, contentType: htmlType, body: htmlPage, want: routeGone}},

		{accepts(204), responseCase{name: "declared 204", status: 204, want: verified(connector.Account{})}},
		{accepts(204), responseCase{name: "200 that is not declared", status: 200, contentType: jsonType, body: proof, want: unexpected}},
		{accepts(200, 202), responseCase{name: "declared 202", status: 202, contentType: jsonType, body: proof, want: verified(connector.Account{})}},

		{acceptedWhen, responseCase{name: "proof", status: 200, contentType: jsonType, body: proof, want: verified(connector.Account{})}},
		{acceptedWhen, responseCase{name: "proof under another type", status: 200, contentType: "text/plain", body: proof, want: verified(connector.Account{})}},
		{acceptedWhen, responseCase{name: "no proof", status: 200, contentType: jsonType, body: `{"active":false}`, want: unexpected}},
		{acceptedWhen, responseCase{name: "another shape", status: 200, contentType: jsonType, body: `{"unexpected":true}`, want: unexpected}},
		{acceptedWhen, responseCase{name: "null", status: 200, contentType: jsonType, body: `null`, want: unexpected}},
		{acceptedWhen, responseCase{name: "nothing to look at", status: 200, contentType: jsonType, want: unexpected}},
		{acceptedWhen, responseCase{name: "text to look at", status: 200, contentType: "text/plain", body: "active", want: unexpected}},
		{acceptedWhen, responseCase{name: "proof with a 500", status: 500, contentType: jsonType, body: proof, want: broken}},
		{acceptedWhen, responseCase{name: "proof with a 401", status: 401, contentType: jsonType, body: proof, want: rejected}},

		{rejectedWhen, responseCase{name: "rejection with a 200", status: 200, contentType: jsonType, body: rejectionBody, want: rejected}},
		{rejectedWhen, responseCase{name: "rejection with a 400", status: 400, contentType: jsonType, body: rejectionBody, want: rejected}},
		{rejectedWhen, responseCase{name: "rejection with a 403", status: 403, contentType: jsonType, body: rejectionBody, want: rejected}},
		{rejectedWhen, responseCase{name: "rejection with a 500", status: 500, contentType: jsonType, body: rejectionBody, want: rejected}},
		{rejectedWhen, responseCase{name: "rejection under another type", status: 500, contentType: "text/plain", body: rejectionBody, want: rejected}},
		{rejectedWhen, responseCase{name: "another error with a 200", status: 200, contentType: jsonType, body: other, want: unexpected}},
		{rejectedWhen, responseCase{name: "another error with a 500", status: 500, contentType: jsonType, body: other, want: broken}},
		{rejectedWhen, responseCase{name: "HTML with a 200", status: 200, contentType: htmlType, body: htmlPage + "token", want: unexpected}},
		{rejectedWhen, responseCase{name: "HTML with a 500", status: 500, contentType: htmlType, body: htmlPage + "token", want: broken}},
		{rejectedWhen, responseCase{name: "text with a 500", status: 500, contentType: "text/plain", body: "token", want: broken}},
		{rejectedWhen, responseCase{name: "rejection that breaks off", status: 500, contentType: jsonType, body: rejectionBody[:40], want: broken}},
		{rejectedWhen, responseCase{name: "401 beside the expression", status: 401, contentType: jsonType, body: other, want: rejected}},

		{plain, responseCase{name: "401 in plain text", status: 401, contentType: "text/plain", body: "Unauthorized", want: blocked}},
		{plain, responseCase{name: "401 without a body", status: 401, want: blocked}},
		{plain, responseCase{
			name: "401 without a body, for a scheme that was not sent", status: 401, header: map[string]string{"WWW-Authenticate": "Bearer"}, want: blocked,
		}},
		{plain, responseCase{
			name: "401 by a gateway", status: 401, contentType: jsonType, body: other, header: map[string]string{"WWW-Authenticate": `Basic realm="gateway"`}, want: blocked,
		}},
		{plain, responseCase{
			name: "401 with a challenge of the API's own", status: 401, contentType: jsonType, body: other, header: map[string]string{"WWW-Authenticate": "ApiKey"}, want: rejected,
		}},
		{bearer, responseCase{
			name: "401 without a body, for the scheme that was sent", status: 401, header: map[string]string{"WWW-Authenticate": `Basic realm="x, y", bearer error="invalid_token"`}, want: rejected,
		}},
		{bearer, responseCase{
			name: "401 in plain text, for the scheme that was sent", status: 401, body: "Access denied.", header: map[string]string{"WWW-Authenticate": "Bearer"}, want: rejected,
		}},
		{rejects(403), responseCase{
			name: "declared 403 as a rate limit", status: 403, contentType: jsonType, body: other, header: map[string]string{"Retry-After": "30"}, want: limited,
		}},
		{rejects(403), responseCase{
			name: "declared 403 with a limit that is exhausted", status: 403, contentType: jsonType, body: other,
			header: map[string]string{"X-Rate-Limit-Remaining": "0", "X-Rate-Limit-Reset": "1700000000"}, want: limited,
		}},
		{rejects(403), responseCase{name: "declared 403 in plain text", status: 403, contentType: "text/plain", body: "error code: 1010", want: blocked}},
		{rejectedWhen, responseCase{name: "rejection behind a byte order mark", status: 500, contentType: jsonType, body: "\ufeff" + rejectionBody, want: rejected}},
		{rejectedByText, responseCase{name: "rejection in plain text", status: 403, contentType: "text/plain", body: "The token was not found", want: rejected}},
		{rejectedByText, responseCase{name: "rejection in a web page", status: 403, contentType: htmlType, body: "<p>The token was not found</p>", want: blocked}},
		{plain, responseCase{name: "JSON labelled as HTML", status: 200, contentType: htmlType, body: proof, want: verified(connector.Account{})}},
		{acceptedWhen, responseCase{name: "proof labelled as HTML", status: 200, contentType: htmlType, body: proof, want: verified(connector.Account{})}},
		{acceptedWhen, responseCase{name: "proof behind a byte order mark", status: 200, contentType: jsonType, body: "\ufeff" + proof, want: verified(connector.Account{})}},
		{acceptedWhen, responseCase{name: "proof beside an error", status: 200, contentType: jsonType, body: `{"active":true,"errors":["example"]}`, want: unexpected}},
		{provingMissing, responseCase{name: "declared 404 with the proof", status: 404, contentType: jsonType, body: proof, want: verified(connector.Account{})}},
		{provingMissing, responseCase{name: "declared 404 without the proof", status: 404, contentType: jsonType, body: other, want: unexpected}},
		{provingMissing, responseCase{name: "404 of an acceptance in HTML", status: 404, contentType: htmlType, body: htmlPage, want: unexpected}},
		{provingMissing, responseCase{name: "declared 400 with the proof", status: 400, contentType: jsonType, body: proof, want: verified(connector.Account{})}},
		{provingMissing, responseCase{name: "declared 400 with an error and the proof", status: 400, contentType: jsonType, body: `{"active":true,"error":"x"}`, want: verified(connector.Account{})}},
		{provingMissing, responseCase{name: "200 beside the declared 404", status: 200, contentType: jsonType, body: proof, want: unexpected}},
		{provingMissing, responseCase{name: "401 beside the declared 404", status: 401, contentType: jsonType, body: proof, want: rejected}},
		{plain, responseCase{name: "402", status: 402, contentType: jsonType, body: other, want: inactive}},
		{plain, responseCase{name: "101", status: 101, want: unexpected}},

		{head, responseCase{name: "HEAD with a 200", status: 200, contentType: jsonType, want: verified(connector.Account{})}},
		{head, responseCase{name: "HEAD to a web page", status: 200, contentType: htmlType, want: unexpected}},
		{head, responseCase{name: "HEAD with a 401", status: 401, contentType: jsonType, want: rejected}},
	} {
		t.Run(c.name, func(t *testing.T) {
			probe := connector.CustomProbe{Method: http.MethodGet, Target: "/v1/me"}
			c.declared(&probe)
			name, value := "X-Api-Key", "example-acme-key"
			if probe.Target == "/v1/bearer" {
				name, value = "Authorization", "Bearer example-acme-key"
			}
			d := connector.Custom{BaseURL: "https://api.acme.example", HeaderNames: []string{name}, Probe: probe}.Definition()
			c.values = connector.Values{connector.FieldHeaders: texts(map[string]string{name: value})}
			wantOutcome(t, judge(t, d, c.responseCase), c.want)
		})
	}
}

func TestCustomAccountHasWhatTheExpressionsFind(t *testing.T) {
	probe := connector.CustomProbe{Method: http.MethodGet, Target: "/v1/me?full=1", Account: map[string]*connector.Expression{
		"id": compile(t, "account.id"), "name": compile(t, "account.name"), "email": compile(t, "account.email"),
		"role": compile(t, "roles[0]"), "organization": compile(t, "org.name || 'none'"),
	}}
	values := connector.Values{
		connector.FieldHeaders:   texts(map[string]string{"Authorization": "Bearer example-acme-key", "X-Tenant": "tenant-4711", "Api-Version": "2"}),
		connector.FieldBasicAuth: texts(map[string]string{"username": "integrations@example.com", "password": "owner@example.com"}),
	}
	d := connector.Custom{BaseURL: "https://api.acme.example", HeaderNames: []string{"Authorization"}, BasicAuth: true, Probe: probe}.Definition()
	pair := base64.StdEncoding.EncodeToString([]byte("integrations@example.com:owner@example.com"))

	for sent, want := range map[string]string{
		"Sandbox Integration": "Sandbox Integration",
		// Whatever repeats a secret is dropped: a header's value, what stands behind Bearer, a password, the pair.
		"key: example-acme-key": "", "Bearer example-acme-key": "", "tenant-4711": "", "owner@example.com": "", "x " + pair: "",
		// A user name that is an address is what the account reports, and a short value is in every text.
		"integrations@example.com": "integrations@example.com", "Version 2": "Version 2",
	} {
		body := `{"account":{"id":90071992547409931,"name":"` + sent + `","email":"integrations@example.com"},"roles":["admin"],"org":{}}`
		got := judge(t, d, responseCase{status: 200, contentType: jsonType, body: body, values: values})
		wantOutcome(t, got, verified(connector.Account{
			ID: "90071992547409931", Name: want, Email: "integrations@example.com", Role: "admin", Organization: "none",
		}))
	}
}

func TestSecretTextsOfACustomCredential(t *testing.T) {
	basic := func(username, password string) string {
		return base64.StdEncoding.EncodeToString([]byte(username + ":" + password))
	}
	for _, c := range []struct {
		name    string
		headers map[string]string
		basic   map[string]string
		want    []string
	}{
		{"plain", map[string]string{"X-Api-Key": "example-key"}, nil, []string{"example-key"}},
		{"behind a scheme", map[string]string{"Authorization": "Bearer  example-key"}, nil, []string{"Bearer  example-key", "example-key"}},
		{"short", map[string]string{"Api-Version": "2", "X-Pin": "123"}, nil, nil},
		{"address", map[string]string{"Email": "integrations@example.com"}, nil, nil},
		{
			"written-out Basic", map[string]string{"Authorization": "basic " + basic("integrations@example.com", "p@ss.example")}, nil,
			[]string{"basic " + basic("integrations@example.com", "p@ss.example"), basic("integrations@example.com", "p@ss.example"), "p@ss.example"},
		},
		{"Basic", nil, map[string]string{"username": "example-user", "password": ""}, []string{"example-user", basic("example-user", "")}},
		{"Basic with an address", nil, map[string]string{"username": "integrations@example.com", "password": "p@ss.example"}, []string{"p@ss.example", basic("integrations@example.com", "p@ss.example")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			values := connector.Values{}
			if c.headers != nil {
				values[connector.FieldHeaders] = texts(c.headers)
			}
			if c.basic != nil {
				values[connector.FieldBasicAuth] = texts(c.basic)
			}
			got := connector.CustomShape().SecretTexts(values)
			slices.Sort(got)
			slices.Sort(c.want)
			wantEqual(t, "secret texts", got, c.want)
		})
	}
}

func TestCustomHeadersAreBuiltInOrderWithBasicBehindThem(t *testing.T) {
	values := connector.Values{
		connector.FieldHeaders:   texts(map[string]string{"x-tenant": "tenant-4711", "X-Api-Key": "example-key"}),
		connector.FieldBasicAuth: texts(map[string]string{"username": "user", "password": "pass:word"}),
	}
	d := connector.Custom{HeaderNames: connector.TextNames(values[connector.FieldHeaders]), BasicAuth: true}.Definition()
	var got []string
	for _, header := range d.Schemes[0].Build(values) {
		got = append(got, header.Name+": "+header.Value.Reveal())
	}
	wantEqual(t, "headers", got, []string{
		"X-Api-Key: example-key", "x-tenant: tenant-4711", "Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte("user:pass:word")),
	})
	for _, rule := range d.Schemes[0].Headers {
		if strings.Contains(rule.Form, "example-key") || strings.Contains(rule.Form, "pass:word") {
			t.Errorf("the form %s shows a value", rule.Form)
		}
	}
}

// TestFixedHeadersAreSentAndDoNotCarryTheCredential: they are part of the request and
// of the variant, and of nothing that is named or hidden as a secret.
func TestFixedHeadersAreSentAndDoNotCarryTheCredential(t *testing.T) {
	values := connector.Values{connector.FieldHeaders: texts(map[string]string{"X-Api-Key": "example-key"})}
	declared := connector.Custom{HeaderNames: []string{"X-Api-Key"}, FixedHeaders: map[string]string{"X-Api-Version": "2026-11-01", "Accept": "application/json"}}
	d := declared.Definition()
	var got []string
	for _, header := range d.Schemes[0].Build(values) {
		got = append(got, header.Name+": "+header.Value.Reveal())
	}
	wantEqual(t, "headers", got, []string{"X-Api-Key: example-key", "Accept: application/json", "X-Api-Version: 2026-11-01"})
	wantEqual(t, "names", d.Schemes[0].HeaderNames(), []string{"X-Api-Key"})
	wantEqual(t, "secret texts", d.SecretTexts(values), []string{"example-key"})
	other := declared
	other.FixedHeaders = map[string]string{"X-Api-Version": "2026-11-02", "Accept": "application/json"}
	if d.Variant == other.Definition().Variant {
		t.Error("another value of a fixed header is the same variant")
	}
}

// TestVariantCoversWhatAResponseDependsOn: two credentials of the same
// variant share a response.
func TestVariantCoversWhatAResponseDependsOn(t *testing.T) {
	base := connector.CustomProbe{Method: "GET", Target: "/v1/me"}
	changes := map[string]func(*connector.CustomProbe){
		"nothing": func(*connector.CustomProbe) {}, "method": func(p *connector.CustomProbe) { p.Method = "HEAD" },
		"path": func(p *connector.CustomProbe) { p.Target = "/v2/me" }, "query": func(p *connector.CustomProbe) { p.Target = "/v1/me?x=1" },
		"body": func(p *connector.CustomProbe) { p.Body = "{}" }, "content type": func(p *connector.CustomProbe) { p.ContentType = "{}" },
		"accepted_status": func(p *connector.CustomProbe) { p.Accepted = []int{200} }, "rejected_status": func(p *connector.CustomProbe) { p.Rejected = []int{200} },
		"accepted_when": func(p *connector.CustomProbe) { p.AcceptedWhen = compile(t, "a") }, "rejected_when": func(p *connector.CustomProbe) { p.RejectedWhen = compile(t, "a") },
		"account":                 func(p *connector.CustomProbe) { p.Account = map[string]*connector.Expression{"id": compile(t, "a")} },
		"another account":         func(p *connector.CustomProbe) { p.Account = map[string]*connector.Expression{"name": compile(t, "a")} },
		"account without meaning": func(p *connector.CustomProbe) { p.Account = map[string]*connector.Expression{"id": nil} },
	}
	seen := map[string]string{}
	for name, change := range changes {
		probe := base
		change(&probe)
		variant := connector.Custom{Probe: probe}.Definition().Variant
		if before, twice := seen[variant]; twice {
			t.Errorf("%s and %s have the same variant", name, before)
		}
		seen[variant] = name
		if again := (connector.Custom{Probe: probe}).Definition().Variant; again != variant {
			t.Errorf("%s: the variant is not always the same", name)
		}
	}
}

func TestQueryOfACustomProbeIsASCII(t *testing.T) {
	t.Parallel()
	for target, want := range map[string]string{
		"/me":                 "",
		"/me?a=b%20c&d=[e]|f": "a=b%20c&d=[e]|f",
		"/mü?city=Zürich":     "city=Z%C3%BCrich",
	} {
		definition := connector.Custom{BaseURL: "https://api.example.com", Probe: connector.CustomProbe{Target: target}}.Definition()
		if got := definition.Probes[0].Query; got != want {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
}
