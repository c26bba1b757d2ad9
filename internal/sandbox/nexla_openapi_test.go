package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
)

// nexlaRouter finds the operation of a request. The specification is read as it
// is, since kin-openapi takes OpenAPI 3.1 and checks its schemas as JSON Schema
// 2020-12. Only its servers are dropped, which are not on loopback: paths are
// looked up without Nexla's prefix instead.
var nexlaRouter = sync.OnceValues(func() (routers.Router, error) {
	document, err := openapi3.NewLoader().LoadFromFile("testdata/nexla-openapi.yml")
	if err != nil {
		return nil, err
	}
	document.Servers = nil
	return legacy.NewRouter(document)
})

// nexlaExchange is a request and its response, as they were sent.
type nexlaExchange struct {
	method string
	path   string // With the query, without the prefix.
	header http.Header
	body   string
	reply  reply
}

// check compares an exchange with the specification, which declares neither the
// empty bodies nor the 401 of an ended session on every route. What is excused
// is this and no more: 401, 403 and 404 with an empty body anywhere, and a probe's
// 200 with an empty body [seen].
func (e nexlaExchange) check(ctx context.Context) (operation string, requestErr, responseErr error) {
	request, err := http.NewRequestWithContext(ctx, e.method, "http://localhost"+e.path, strings.NewReader(e.body))
	if err != nil {
		return "", err, nil
	}
	request.Header = e.header.Clone()
	router, err := nexlaRouter()
	if err != nil {
		return "", err, nil
	}
	route, parameters, err := router.FindRoute(request)
	if err != nil {
		return "", fmt.Errorf("no operation: %w", err), nil
	}
	operation = route.Method + " " + route.Path
	input := &openapi3filter.RequestValidationInput{
		Request: request, PathParams: parameters, Route: route,
		Options: &openapi3filter.Options{
			RejectWhenRequestBodyNotSpecified: true,
			AuthenticationFunc:                checkNexlaScheme,
		},
	}
	requestErr = openapi3filter.ValidateRequest(ctx, input)
	for name := range request.URL.Query() {
		if route.Operation.Parameters.GetByInAndName("query", name) == nil {
			requestErr = errors.Join(requestErr, fmt.Errorf("the query parameter %s is not in the specification", name))
		}
	}
	if e.reply.body == "" {
		probed := operation == "GET /data_credentials/{credential_id}/probe"
		if slices.Contains([]int{401, 403, 404}, e.reply.status) || (e.reply.status == 200 && probed) {
			return operation, requestErr, nil
		}
	}
	responseErr = openapi3filter.ValidateResponse(ctx, &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input,
		Status:                 e.reply.status,
		Header:                 e.reply.header,
		Body:                   io.NopCloser(bytes.NewReader([]byte(e.reply.body))),
		Options:                &openapi3filter.Options{IncludeResponseStatus: true},
	})
	return operation, requestErr, responseErr
}

// checkNexlaScheme wants the forms that the security schemes describe.
func checkNexlaScheme(_ context.Context, input *openapi3filter.AuthenticationInput) error {
	want := map[string]string{"NexlaSessionToken": "Bearer ", "NexlaServiceKey": "Basic sandbox-"}[input.SecuritySchemeName]
	sent := input.RequestValidationInput.Request.Header.Get("Authorization")
	if want == "" || !strings.HasPrefix(sent, want) {
		return input.NewError(errors.New("another form of Authorization"))
	}
	return nil
}

// TestNexlaKeepsToItsSpecification walks through every route in every way that a
// sound client meets. The client checks each request and each response.
func TestNexlaKeepsToItsSpecification(t *testing.T) {
	s := newSandbox(t, Config{})
	n := s.Nexla()
	c := newNexlaClient(t, n)
	c.token = c.exchange()
	c.do("GET", "/vendors?vendor_name=precoro_api&expand=1", "").want(t, 200)
	c.do("GET", "/vendors?vendor_name=unknown", "").want(t, 404)
	c.do("GET", "/vendors?page=1&per_page=2", "").want(t, 200)
	c.do("GET", "/data_credentials", "").want(t, 200, "[]")

	id := c.make("paymo-prod", "paymo_api", s.Vendor("paymo").Demo())
	one := fmt.Sprintf("/data_credentials/%d", id)
	c.do("GET", one+"/probe", "").want(t, 200)
	c.do("GET", one+"?expand=1", "").want(t, 200, `"verified_status":"200 Ok"`)
	n.ProbeWith(func(NexlaCredential) (int, string) { return 200, "Connected" })
	c.do("GET", one+"/probe", "").want(t, 200, "Connected")
	n.ProbeWith(nil)
	s.Vendor("paymo").Revoke(s.Vendor("paymo").Demo())
	c.do("GET", one+"/probe", "").want(t, 403, `"status":403`)

	second := c.make("precoro-prod", "precoro_api", s.Vendor("precoro").Demo())
	n.PageSize(1)
	c.do("GET", "/data_credentials?access_role=owner&credentials_type=rest&name=prod&vendor_name=p", "").want(t, 200)
	c.do("GET", "/data_credentials?page=1&per_page=10&vendor_id=4101&auth_template_id=6001", "").want(t, 200)
	n.PageSize(0)
	n.ListInFull(true)
	n.Add(NexlaCredential{Name: "made by hand", Accessors: []NexlaAccessor{{Type: "USER", ID: 7, AccessRoles: []string{"admin"}}}})
	c.do("GET", "/data_credentials", "").want(t, 200)

	c.do("PUT", one, `{"name":"renamed","tags":["terraform"]}`).want(t, 200)
	c.do("PUT", one, `{"name":""}`).want(t, 400)
	c.do("PUT", "/data_credentials/1", `{"name":"renamed"}`).want(t, 404)
	c.do("POST", "/data_credentials", `{"name":"","credentials_type":"rest","template_config":{}}`).want(t, 400)
	foreign := n.Add(NexlaCredential{Name: "other", OwnerID: 7})
	c.do("GET", fmt.Sprintf("/data_credentials/%d", foreign), "").want(t, 403)
	c.do("PUT", fmt.Sprintf("/data_credentials/%d", foreign), `{"name":"mine"}`).want(t, 403)

	shared := `{"accessors":[{"type":"TEAM","id":12,"access_roles":["collaborator"]},{"type":"USER","email":"ada@example.com","access_roles":["admin"]}]}`
	c.do("GET", one+"/accessors", "").want(t, 200, "[]")
	c.do("POST", one+"/accessors", shared).want(t, 200)
	c.do("PUT", one+"/accessors", `{"accessors":[{"type":"ORG","id":601,"access_roles":["operator"]}]}`).want(t, 200)
	c.do("GET", one+"/accessors", "").want(t, 200)
	c.do("DELETE", one+"/accessors", shared).want(t, 200)

	n.Use(id, []int{7001}, []int{})
	c.do("DELETE", one, "").want(t, 405)
	c.do("DELETE", fmt.Sprintf("/data_credentials/%d", second), "").want(t, 200)
	n.EndSessions()
	c.do("GET", "/data_credentials", "").want(t, 401)
	n.RejectServiceKey(true)
	c.requestToken("Basic "+n.ServiceKey()).want(t, 401)

	for _, operation := range []string{
		"POST /token", "GET /vendors", "GET /data_credentials", "POST /data_credentials",
		"GET /data_credentials/{credential_id}", "PUT /data_credentials/{credential_id}", "DELETE /data_credentials/{credential_id}",
		"GET /data_credentials/{credential_id}/probe", "GET /data_credentials/{credential_id}/accessors",
		"POST /data_credentials/{credential_id}/accessors", "PUT /data_credentials/{credential_id}/accessors",
		"DELETE /data_credentials/{credential_id}/accessors",
	} {
		if c.checked[operation] == 0 {
			t.Errorf("%s was not checked against the specification", operation)
		}
	}
}

// TestSpecificationFindsErrors shows that the check above can fail.
func TestSpecificationFindsErrors(t *testing.T) {
	header := http.Header{"Accept": {nexlaMediaType}, "Authorization": {"Bearer x"}, "Content-Type": {"application/json"}}
	asJSON := http.Header{"Content-Type": {"application/json"}}
	const create = `{"name":"x","description":"","credentials_type":"rest","template_config":{}}`
	for name, c := range map[string]struct {
		exchange          nexlaExchange
		request, response string // Part of the error that is due, empty for none.
	}{
		"sound": {exchange: nexlaExchange{"POST", "/data_credentials", header, create, reply{200, asJSON, `{"id":1}`}}},
		"id as a text": {exchange: nexlaExchange{"POST", "/data_credentials", header, create, reply{200, asJSON, `{"id":"1"}`}},
			response: "id"},
		"null for a time that is required": {exchange: nexlaExchange{"GET", "/data_credentials/1", header, "",
			reply{200, asJSON, `{"verified_at":null,"updated_at":null}`}}, response: "updated_at"},
		"object for a listing": {exchange: nexlaExchange{"GET", "/data_credentials", header, "", reply{200, asJSON, `{}`}},
			response: "array"},
		"201 for 200": {exchange: nexlaExchange{"POST", "/data_credentials", header, create, reply{201, asJSON, `{"id":1}`}},
			response: "status is not supported"},
		"another type of content": {exchange: nexlaExchange{"GET", "/data_credentials/1", header, "",
			reply{200, http.Header{"Content-Type": {"text/html"}}, `{"id":1}`}}, response: "Content-Type"},
		"empty body of a credential": {exchange: nexlaExchange{"GET", "/data_credentials/1", header, "", reply{200, asJSON, ""}},
			response: "body"},
		"role that there is not": {exchange: nexlaExchange{"GET", "/data_credentials?access_role=reader", header, "",
			reply{200, asJSON, `[]`}}, request: "access_role"},
		"filter that there is not": {exchange: nexlaExchange{"GET", "/data_credentials?tag=x", header, "",
			reply{200, asJSON, `[]`}}, request: "tag"},
		"create without a name": {exchange: nexlaExchange{"POST", "/data_credentials", header, `{"credentials_type":"rest"}`,
			reply{200, asJSON, `{"id":1}`}}, request: "body"},
		"no session": {exchange: nexlaExchange{"GET", "/data_credentials", http.Header{}, "", reply{200, asJSON, `[]`}},
			request: "security"},
		"no such path": {exchange: nexlaExchange{"GET", "/nowhere", header, "", reply{}}, request: "no operation"},
	} {
		t.Run(name, func(t *testing.T) {
			_, requestErr, responseErr := c.exchange.check(t.Context())
			for what, found := range map[string]struct {
				err  error
				part string
			}{"request": {requestErr, c.request}, "response": {responseErr, c.response}} {
				if (found.err == nil) != (found.part == "") || (found.err != nil && !strings.Contains(found.err.Error(), found.part)) {
					t.Errorf("%s: %v, want something about %q", what, found.err, found.part)
				}
			}
		})
	}
}
