package sandbox

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestNexlaAcceptsTheServiceKeyUnchanged(t *testing.T) {
	n := newSandbox(t, Config{}).Nexla()
	c := newNexlaClient(t, n)
	response := c.requestToken("Basic " + n.ServiceKey())
	response.want(t, 200, `"token_type":"Bearer"`, `"expires_in":3600`, `"org":{"id":601`,
		`"api_key":"sandbox-nexla-member-key-not-a-secret"`)
	for authorization, want := range map[string]struct {
		status int
		body   string
	}{
		"":                                     {400, `{"message":"Invalid header format"}`},
		"Bearer " + n.ServiceKey():             {400, `{"message":"Invalid header format"}`},
		n.ServiceKey():                         {400, `{"message":"Invalid header format"}`},
		basic("ada@example.com", "a-password"): {400, `{"message":"Invalid header format"}`},
		basic(n.ServiceKey(), ""):              {400, `{"message":"Invalid header format"}`},
		"Basic ":                               {400, `{"message":"Invalid header format"}`},
		"Basic another-key":                    {401, ""},
	} {
		got := c.wrongly("POST", "/token", "", "Authorization", authorization)
		if got.status != want.status || got.body != want.body {
			t.Errorf("%q: %d %s", authorization, got.status, got.body)
		}
	}
	key := []string{"Authorization", "Basic " + n.ServiceKey()}
	c.wrongly("POST", "/token", "{}", key...).want(t, 411)
	c.wrongly("GET", "/token", "", key...).want(t, 404)
	conn, err := net.Dial("tcp", strings.TrimPrefix(n.sandbox.URL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_, _ = fmt.Fprintf(conn, "POST /nexla/token HTTP/1.1\r\nHost: localhost\r\nAccept: %s\r\nAuthorization: Basic %s\r\nConnection: close\r\n\r\n",
		nexlaMediaType, n.ServiceKey())
	if raw, _ := io.ReadAll(conn); !strings.HasPrefix(string(raw), "HTTP/1.1 411") {
		t.Errorf("without Content-Length: %.60s", raw)
	}

	n.RejectServiceKey(true)
	if got := c.requestToken("Basic " + n.ServiceKey()); got.status != 401 || got.body != "" {
		t.Errorf("a rejected key: %d %q", got.status, got.body)
	}
	c.do("GET", "/data_credentials", "").want(t, 200) // The session stays open.
	n.RejectServiceKey(false)
	c.exchange()
}

func TestNexlaSessionsEnd(t *testing.T) {
	now := &clock{now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	n := newSandboxAt(t, Config{}, now.Now).Nexla()
	c := newNexlaClient(t, n)
	n.SetSessionLife(90500 * time.Millisecond)
	first := c.token
	c.requestToken("Basic "+n.ServiceKey()).want(t, 200, `"expires_in":90,`)
	c.token = c.exchange()
	now.advance(90 * time.Second)
	c.do("GET", "/data_credentials", "").want(t, 200)
	now.advance(500 * time.Millisecond)
	rejected := c.do("GET", "/data_credentials", "")
	if rejected.status != 401 || rejected.body != "" || rejected.header.Get("Content-Type") != "" {
		t.Errorf("after its life: %d %q", rejected.status, rejected.body)
	}
	c.token = first // Made before SetSessionLife, for an hour.
	c.do("GET", "/data_credentials", "").want(t, 200)
	second := n.AccessToken()
	n.EndSessions()
	for _, token := range []string{first, second, "", "nonsense"} {
		c.token = token
		for _, path := range []string{"/data_credentials", "/data_credentials/1", "/vendors", "/nowhere"} {
			if got := c.wrongly("GET", path, ""); got.status != 401 || got.body != "" {
				t.Errorf("%s with %q: %d %q", path, token, got.status, got.body)
			}
		}
	}
	c.token = c.exchange()
	c.do("GET", "/data_credentials", "").want(t, 200)
}

func TestNexlaRequiresItsMediaTypeAndOneCredential(t *testing.T) {
	s := newSandbox(t, Config{})
	n := s.Nexla()
	c := newNexlaClient(t, n)
	if n.BaseURL() != s.URL()+"/nexla" {
		t.Errorf("base URL %s", n.BaseURL())
	}
	for _, accept := range []string{"", "application/json", "*/*"} {
		c.wrongly("GET", "/data_credentials", "", "Accept", accept).want(t, 406)
		c.wrongly("POST", "/token", "", "Accept", accept, "Authorization", "Basic "+n.ServiceKey()).want(t, 406)
	}
	c.wrongly("GET", "/data_credentials", "", "Accept", "application/json, "+nexlaMediaType).want(t, 200)
	c.wrongly("GET", "/data_credentials", "", "X-Auth-Token", "a-vendors").want(t, 400)
	c.wrongly("POST", "/data_credentials", strings.Repeat(" ", nexlaBodyLimit+1)).want(t, 413)
	for _, path := range []string{"", "/", "/nowhere", "/data_credentials/", "/data_credentials/abc", "/data_credentials/1/nowhere", "/data_credentials/1/probe/x"} {
		if got := c.wrongly("GET", path, ""); got.status != 404 || got.body != "" {
			t.Errorf("%q: %d %q", path, got.status, got.body)
		}
	}
	c.wrongly("PATCH", "/data_credentials", "").want(t, 404)
}

func TestNexlaFaults(t *testing.T) {
	s := newSandbox(t, Config{})
	n := s.Nexla()
	c := newNexlaClient(t, n)
	n.Break(Fault{Name: "html"})
	n.BreakPath("/vendors", Fault{"status", "410"})
	n.BreakNext(1, Fault{"rate_limited", "3"})
	c.wrongly("GET", "/vendors", "").want(t, 429)
	c.wrongly("GET", "/vendors", "").want(t, 410)
	c.wrongly("POST", "/token", "").want(t, 200, "<html>")
	n.Mend()
	c.do("GET", "/vendors", "").want(t, 200)

	control := NewClient(strings.TrimPrefix(s.URL(), "http://"))
	if err := control.Break(t.Context(), "nexla", Fault{Name: "unavailable"}); err != nil {
		t.Fatal(err)
	}
	c.wrongly("GET", "/vendors", "").want(t, 503)
	if err := control.Mend(t.Context(), "nexla"); err != nil {
		t.Fatal(err)
	}
	c.do("GET", "/vendors", "").want(t, 200)
	for _, err := range []error{control.Revoke(t.Context(), "nexla"), control.Break(t.Context(), "unknown", Fault{Name: "html"})} {
		if err == nil || !strings.Contains(err.Error(), "unknown vendor") {
			t.Errorf("a wrong command ended with %v", err)
		}
	}
	if slices.Contains(VendorNames(), "nexla") {
		t.Error("Nexla is among the vendors")
	}
}

func TestNexlaRecordsNamesAndNoSecret(t *testing.T) {
	s := newSandbox(t, Config{})
	n := s.Nexla()
	c := newNexlaClient(t, n)
	s.Vendor("resci").Break(Fault{Name: "reset"}) // Probes send no request to the vendor.
	id := c.make("clari", "clari_copilot_api", s.Vendor("clari_copilot").Demo())
	c.do("GET", fmt.Sprintf("/data_credentials/%d/probe", id), "").want(t, 200)
	c.do("PUT", fmt.Sprintf("/data_credentials/%d", id), `{"name":"my-own-name"}`).want(t, 200)
	c.exchange()
	recorded := n.Requests()
	if len(recorded) != 4 || len(s.Requests()) != 4 {
		t.Fatalf("%d requests, %d in all", len(recorded), len(s.Requests()))
	}
	first := recorded[0]
	if first.Vendor != "nexla" || first.Method != "POST" || first.Path != "/data_credentials" || first.Status != 200 ||
		!slices.Contains(first.HeaderNames, "Authorization") || !slices.Contains(first.BodyKeys, "template_config") {
		t.Errorf("recorded %+v", first)
	}
	if want := []string{"name"}; !slices.Equal(recorded[2].BodyKeys, want) || recorded[1].BodyKeys != nil {
		t.Errorf("body keys %v and %v", recorded[1].BodyKeys, recorded[2].BodyKeys)
	}
	text, _ := json.Marshal(recorded)
	for _, secret := range []string{"not-a-secret", "my-own-name", "Bearer"} {
		if strings.Contains(string(text), secret) {
			t.Errorf("the recording holds %s", secret)
		}
	}
}

func TestHeaderTapKeepsNoBodies(t *testing.T) {
	s := newSandbox(t, Config{})
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	const body = `{"name":"secret-in-a-body"}`
	request := fmt.Sprintf("POST /nexla/data_credentials HTTP/1.1\r\nhOst: localhost\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	_, err = io.WriteString(conn, request+request+"GET /nexla/vendors HTTP/1.1\r\nhosT: localhost\r\nConnection: close\r\n\r\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(conn); err != nil {
		t.Fatal(err)
	}
	recorded := s.Nexla().Requests()
	if len(recorded) != 3 || recorded[1].HeaderNames[0] != "hOst" || recorded[2].HeaderNames[0] != "hosT" {
		t.Errorf("recorded %+v", recorded)
	}
	tap := &headerTap{}
	tap.saw([]byte("secret-body" + "GET / HTTP/1.1\r\n"))
	tap.skip(len("secret-body"))
	if string(tap.pending) != "GET / HTTP/1.1\r\n" {
		t.Errorf("left %q", tap.pending)
	}
}

func TestNexlaLosesResponses(t *testing.T) {
	s := newSandbox(t, Config{})
	n := s.Nexla()
	c := newNexlaClient(t, n)
	body := c.credentialBody("one", "resci", s.Vendor("resci").Demo(), nil)
	names := func() (list []string) {
		for _, held := range n.Credentials() {
			list = append(list, held.Name)
		}
		return list
	}
	n.LoseResponses(1, false, http.MethodPost)
	n.LoseResponses(1, true, http.MethodPost)
	c.exchange() // Uses none of it up, as does a request without a session.
	c.wrongly("POST", "/data_credentials", body, "Authorization", "Bearer nonsense").want(t, 401)
	c.lose("POST", "/data_credentials", body)
	if len(names()) != 0 {
		t.Errorf("made %v before the response was lost", names())
	}
	c.lose("POST", "/data_credentials", body)
	if !slices.Equal(names(), []string{"one"}) {
		t.Errorf("held %v", names())
	}
	c.do("POST", "/data_credentials", body).want(t, 200)
	if !slices.Equal(names(), []string{"one", "one"}) { // Names are not unique.
		t.Errorf("held %v", names())
	}

	path := fmt.Sprintf("/data_credentials/%d", n.Credentials()[0].ID)
	n.LoseResponses(1, true, http.MethodPut)
	n.LoseResponses(1, true, http.MethodDelete)
	c.do("PUT", path+"/accessors", `{"accessors":[{"type":"TEAM","id":1,"access_roles":["admin"]}]}`).want(t, 200)
	c.lose("PUT", path, `{"name":"two"}`)
	if !slices.Equal(names(), []string{"two", "one"}) {
		t.Errorf("held %v", names())
	}
	c.lose("DELETE", path, "")
	c.do("GET", path, "").want(t, 404)
	if lost := n.Requests()[2]; lost.Status != 0 {
		t.Errorf("recorded %+v", lost)
	}
	n.LoseResponses(5, false, http.MethodPost)
	n.Mend()
	c.do("POST", "/data_credentials", body).want(t, 200)
	defer func() {
		if recover() == nil {
			t.Error("the responses to GET can be lost")
		}
	}()
	n.LoseResponses(1, true, http.MethodGet)
}
