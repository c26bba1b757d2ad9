package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"
)

// TestReportChangesWhatAVendorReports about one credential, and nothing about another.
func TestReportChangesWhatAVendorReports(t *testing.T) {
	t.Parallel()
	s, err := Start(Config{RouteWindow: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	github := s.Vendor("github")
	other := map[string]string{"personal_access_token": "sandbox-github-other-not-a-secret"}
	github.Issue(other)
	github.Report(other, map[string]any{"X-OAuth-Scopes": "repo", "Github-Authentication-Token-Expiration": nil, "login": "somebody-else"})
	get := func(fields map[string]string) (http.Header, map[string]any) {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, github.BaseURL()+"/user", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+fields["personal_access_token"])
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = response.Body.Close() }()
		content, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		var body map[string]any
		if err := json.Unmarshal(content, &body); err != nil {
			t.Fatal(err)
		}
		return response.Header, body
	}
	header, body := get(other)
	if header.Get("X-OAuth-Scopes") != "repo" || header.Values("Github-Authentication-Token-Expiration") != nil || body["login"] != "somebody-else" || body["id"] != 4100001.0 {
		t.Errorf("%v %v", header, body)
	}
	if header, body := get(github.Demo()); header.Get("X-OAuth-Scopes") == "repo" || body["login"] == "somebody-else" {
		t.Errorf("the demo credential: %v %v", header, body)
	}
}
