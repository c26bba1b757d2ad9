package connector_test

import (
	"strings"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

func TestReSciAcceptsTheSiteID(t *testing.T) {
	for body, site := range map[string]string{
		`{"site_id":4711}`:                   "4711",
		`{"site_id":"4711"}`:                 "4711",
		`{"siteId":"shop-17"}`:               "shop-17",
		`{"site":"shop"}`:                    "shop",
		`{"site":{"id":4711,"name":"shop"}}`: "4711",
		`{"id":4711,"status":"ok"}`:          "4711",
		`{"id":9,"site_id":4711}`:            "4711",
		`{"site_id":null,"id":4711}`:         "4711",
		`{"site_id":90071992547409931}`:      "90071992547409931",
		`4711`:                               "4711",
		"4711\n":                             "4711",
		`"4711"`:                             "4711",
		` "shop_17" `:                        "shop_17",
		`shop-17`:                            "shop-17",
		`0a1b2c3d-0000-4000-8000-example001`: "0a1b2c3d-0000-4000-8000-example001",
	} {
		got := judge(t, definition(t, "resci"), responseCase{path: "/ping", status: 200, body: body})
		if want := verified(connector.Account{Organization: site}); got != want {
			t.Errorf("%s: %+v, want %+v", body, got, want)
		}
	}
}

func TestReSciSiteIsNoOtherBareValue(t *testing.T) {
	for _, body := range []string{
		`OK`, `"OK"`, `pong`, `"pong"`, `0`, `"0"`, `true`, `4711 4712`, `[4711]`, `{"site_id":""}`, `{"site_id":[4711]}`,
		`{"site_id":{"id":4711}}`, `{"site_id":true}`, `{"name":4711}`, `4711.5`, `"<b>4711</b>"`, `"4711`, `{4711}`, "47\x0011",
		`"` + strings.Repeat("7", 65) + `"`, strings.Repeat("7", 65), `"release 17"`, `v1.2.3`,
	} {
		got := judge(t, definition(t, "resci"), responseCase{path: "/ping", status: 200, body: body})
		if got != unexpected {
			t.Errorf("%s: %+v, want %+v", body, got, unexpected)
		}
	}
}

func TestReSciListOfJobsIsAProofWithoutASite(t *testing.T) {
	for _, body := range []string{`[]`, `[{"id":31,"import_type":"users"}]`, `{"import_jobs":[]}`, ` [ ] `} {
		got := judge(t, definition(t, "resci"), responseCase{path: "/import_jobs", status: 200, contentType: jsonType, body: body})
		wantOutcome(t, got, verified(connector.Account{}))
	}
	for _, body := range []string{`4711`, `{"site_id":4711}`, `{"import_jobs":{}}`, `[`, `[}`, `[] []`, `{"jobs":[]}`} {
		got := judge(t, definition(t, "resci"), responseCase{path: "/import_jobs", status: 200, contentType: jsonType, body: body})
		if got != unexpected {
			t.Errorf("%s: %+v, want %+v", body, got, unexpected)
		}
	}
}

func TestReSci400IsARejectionOnlyIfItIsAboutTheKey(t *testing.T) {
	for message, want := range map[string]connector.Outcome{
		"Invalid API key":              rejected,
		"invalid apikey":               rejected,
		"ApiKey is missing":            rejected,
		"Not AUTHORIZED":               rejected,
		"Authorization header needed":  rejected,
		"authentication failed":        rejected,
		"Authentic users only":         rejected,
		"Bad credentials":              rejected,
		"Credential expired":           rejected,
		"Invalid date":                 unexpected,
		"The key is wrong":             unexpected,
		"api-key":                      unexpected,
		"author unknown":               unexpected,
		"":                             unexpected,
		"import_type is not known":     unexpected,
		"Parameter site must be given": unexpected,
	} {
		for _, path := range []string{"/ping", "/import_jobs"} {
			got := judge(t, definition(t, "resci"), responseCase{path: path, status: 400, contentType: jsonType, body: `{"message":"` + message + `"}`})
			if got != want {
				t.Errorf("%s %q: %+v, want %+v", path, message, got, want)
			}
		}
	}
	for _, body := range []string{``, `null`, `"Invalid API key"`, `{"error":"Invalid API key"}`, `{"message":["Invalid API key"]}`, htmlPage, `Invalid API key`} {
		got := judge(t, definition(t, "resci"), responseCase{path: "/ping", status: 400, contentType: jsonType, body: body})
		if got != unexpected {
			t.Errorf("%s: %+v, want %+v", body, got, unexpected)
		}
	}
}

func TestReSciKeyWordsRejectOnlyInA400(t *testing.T) {
	for status, want := range map[int]connector.Outcome{200: unexpected, 404: routeGone, 422: unexpected, 500: broken} {
		got := judge(t, definition(t, "resci"), responseCase{path: "/ping", status: status, contentType: jsonType, body: `{"message":"Invalid API key","errors":["Invalid API key"]}`})
		if got != want {
			t.Errorf("%d: %+v, want %+v", status, got, want)
		}
	}
}
