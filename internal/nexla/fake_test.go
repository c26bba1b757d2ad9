package nexla_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// The secrets of these tests. None may appear in an error or an observation.
const (
	serviceKey  = "example-service-key-000"
	memberKey   = "example-member-key-0000"
	configValue = "example/config+value=1?"
)

// object is JSON.
type object = map[string]any

// fake is Nexla in a few lines. It is a fake because no public instance takes
// test traffic, and because a response must be lost at will. Its knobs are set
// before the first request, or under its lock.
type fake struct {
	*httptest.Server

	mu sync.Mutex
	// known are the credentials, by id.
	known map[int64]object
	// made are the ids handed out, and the first one is 30001.
	made int64
	// requests are those that were made, as "GET /data_credentials".
	requests []*seen
	// sessions are the tokens handed out; only the last is good.
	sessions int

	// lifetime is expires_in; nil leaves it out.
	lifetime any
	// sameToken hands out one token again and again.
	sameToken bool
	// revoked rejects the session that is good, until another one is handed out.
	revoked bool
	// slow delays every response.
	slow time.Duration
	// pageSize bounds a page, whatever was requested.
	pageSize int
	// vendorRejects makes a probe a 401 that is the vendor's.
	vendorRejects bool

	faults []*fault
}

// seen is a request as it arrived.
type seen struct {
	line, query, body string
	header            http.Header
	length            int64
	at                time.Time
}

func newFake(t testing.TB) *fake {
	t.Helper()
	f := &fake{known: map[int64]object{}, made: 30000, lifetime: 3600}
	f.Server = httptest.NewServer(f)
	t.Cleanup(f.Close)
	return f
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	line := r.Method + " " + r.URL.Path
	f.mu.Lock()
	f.requests = append(f.requests, &seen{line, r.URL.RawQuery, string(body), r.Header.Clone(), r.ContentLength, time.Now()})
	slow := f.slow
	var hit *fault
	for _, one := range f.faults {
		if one.line == line && one.times > 0 {
			one.times--
			hit = one
			break
		}
	}
	f.mu.Unlock()
	time.Sleep(slow)
	if hit == nil {
		f.serve(w, r, body)
		return
	}
	if hit.after {
		f.serve(httptest.NewRecorder(), r, body)
	}
	hit.act(w, r)
}

func (f *fake) serve(w http.ResponseWriter, r *http.Request, body []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if r.URL.Path == "/token" {
		f.token(w, r)
		return
	}
	if r.Header.Get("Authorization") != "Bearer "+f.good() || f.revoked {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	path := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	if path[0] == "vendors" {
		f.vendor(w, r)
		return
	}
	if len(path) == 1 {
		f.collection(w, r, body)
		return
	}
	id, _ := strconv.ParseInt(path[1], 10, 64)
	known := f.known[id]
	switch {
	case known == nil:
		w.Header().Set("Content-Type", "text/html") // As an empty response of a real server has it.
		w.WriteHeader(http.StatusNotFound)
	case len(path) == 3 && path[2] == "probe":
		if f.vendorRejects {
			respondWith(401, `{"status":401,"message":"vendor rejects it"}`)(w, r)
		}
	case len(path) == 3 && r.Method == http.MethodGet:
		send(w, known["accessors"])
	case len(path) == 3:
		var sent object
		_ = json.Unmarshal(body, &sent)
		known["accessors"] = sent["accessors"]
	case r.Method == http.MethodDelete:
		delete(f.known, id)
	case r.Method == http.MethodPut:
		var sent object
		_ = json.Unmarshal(body, &sent)
		for key, value := range sent {
			if key != "template_config" {
				known[key] = value
			}
		}
		send(w, known)
	default:
		send(w, known)
	}
}

// good is the token that is accepted.
func (f *fake) good() string {
	if f.sameToken {
		return "example-session-000"
	}
	return fmt.Sprintf("example-session-%03d", f.sessions)
}

func (f *fake) token(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Basic "+serviceKey {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	f.sessions++
	f.revoked = false
	response := object{"access_token": f.good(), "token_type": "Bearer", "org_membership": object{"api_key": memberKey}}
	if f.lifetime != nil {
		response["expires_in"] = f.lifetime
	}
	send(w, response)
}

func (f *fake) collection(w http.ResponseWriter, r *http.Request, body []byte) {
	if r.Method == http.MethodPost {
		var sent object
		_ = json.Unmarshal(body, &sent)
		name, _ := sent["name"].(string)
		id := f.add(name, "precoro_api")
		f.known[id]["description"] = sent["description"]
		f.known[id]["tags"] = sent["tags"]
		send(w, f.known[id])
		return
	}
	rows := []object{}
	for id := f.made; id > 30000; id-- {
		if known := f.known[id]; known != nil {
			rows = append(rows, known) // Whatever the filter says: it is the client's to compare.
		}
	}
	number, _ := strconv.Atoi(r.URL.Query().Get("page"))
	size, _ := strconv.Atoi(r.URL.Query().Get("per_page"))
	if f.pageSize > 0 {
		size = f.pageSize
	}
	if number > 0 {
		from, to := min((number-1)*size, len(rows)), min(number*size, len(rows))
		if to < len(rows) {
			query := r.URL.Query()
			query.Set("page", strconv.Itoa(number+1))
			w.Header().Set("Link", fmt.Sprintf(`<%s/data_credentials?%s>; rel="Next"`, f.URL, query.Encode()))
		}
		rows = rows[from:to]
	}
	send(w, rows)
}

// add puts a credential there as if somebody had made it. The lock is known.
func (f *fake) add(name, vendor string) int64 {
	f.made++
	f.known[f.made] = object{
		"id": f.made, "name": name, "description": nil, "credentials_type": "rest",
		"vendor": object{"id": 1234, "name": vendor}, "auth_template": object{"id": 5678},
		"owner": object{"id": 7, "email": "ops@example.com"}, "org": object{"id": 3},
		"access_roles": []any{"owner"}, "verified_at": nil, "verified_status": "200 Ok",
		"accessors": []any{}, "created_at": "2025-12-17T09:00:00Z", "future_field": object{"a": 1},
	}
	return f.made
}

// holds puts credentials there from the start.
func (f *fake) holds(vendor string, names ...string) (ids []int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, name := range names {
		ids = append(ids, f.add(name, vendor))
	}
	return ids
}

func (f *fake) vendor(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("vendor_name") != "precoro_api" {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	send(w, object{
		"id": "1234", "name": "precoro_api", "display_name": "Precoro", "connection_type": "rest",
		"auth_templates": []any{object{
			"id": 5678, "name": "precoro_token", "display_name": "Token",
			"auth_parameters": []any{
				object{"name": "mail", "display_name": "User Email", "order": 2, "secured": false},
				object{"name": "x_auth", "display_name": "API Token (X-AUTH-TOKEN)", "data_type": "string", "order": 1, "secured": true},
			},
		}},
	})
}

func send(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(body)
}

// options are those of most tests. Their times are never reached on a busy machine.
func (f *fake) options() nexla.Options {
	return nexla.Options{
		URL:            f.URL,
		ServiceKey:     secret.New(serviceKey),
		RequestTimeout: 20 * time.Second,
		MaxRetries:     1,
		UserAgent:      "example-agent/1",
		Budget:         30 * time.Second,
	}
}

func (f *fake) client() *nexla.Client { return nexla.New(f.options()) }

// hurried is a client that soon gives up on a request that hangs.
func (f *fake) hurried() *nexla.Client {
	options := f.options()
	options.RequestTimeout = 3 * time.Second
	return nexla.New(options)
}
