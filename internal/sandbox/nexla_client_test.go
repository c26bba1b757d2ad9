package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

// nexlaClient sends requests to Nexla, and checks every exchange against the specification.
type nexlaClient struct {
	t       *testing.T
	n       *Nexla
	token   string
	checked map[string]int // Operations and how often they were checked.
}

func newNexlaClient(t *testing.T, n *Nexla) *nexlaClient {
	return &nexlaClient{t: t, n: n, token: n.AccessToken(), checked: map[string]int{}}
}

// do sends a sound request: it and its response must match the specification.
func (c *nexlaClient) do(method, path, body string) reply {
	c.t.Helper()
	e := c.send(method, path, body, c.headers(method, path, body))
	operation, requestErr, responseErr := e.check(c.t.Context())
	if requestErr != nil || responseErr != nil {
		c.t.Errorf("%s %s is not as specified: %v, %v", method, path, requestErr, responseErr)
	}
	c.checked[operation]++
	return e.reply
}

// wrongly sends a request that must be rejected, or that meets a fault.
// There is nothing in the specification to compare it with.
func (c *nexlaClient) wrongly(method, path, body string, headers ...string) reply {
	c.t.Helper()
	header := c.headers(method, path, body)
	for i := 0; i+1 < len(headers); i += 2 {
		header.Del(headers[i])
		if headers[i+1] != "" {
			header.Set(headers[i], headers[i+1])
		}
	}
	return c.send(method, path, body, header).reply
}

func (c *nexlaClient) headers(method, path, body string) http.Header {
	header := http.Header{"Accept": {nexlaMediaType}, "Authorization": {"Bearer " + c.token}}
	if body != "" {
		header.Set("Content-Type", "application/json")
	}
	if method != http.MethodGet && strings.HasSuffix(path, "/accessors") {
		header.Set("Content-Type", nexlaMediaType)
	}
	return header
}

// try is send that may get no response.
func (c *nexlaClient) try(method, path, body string, header http.Header) (nexlaExchange, error) {
	c.t.Helper()
	request, err := http.NewRequestWithContext(c.t.Context(), method, c.n.BaseURL()+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	request.Header = header
	if body == "" {
		request.Body = http.NoBody
	}
	response, err := client(c.t).Do(request)
	if err != nil {
		return nexlaExchange{}, err
	}
	defer func() { _ = response.Body.Close() }()
	received, err := io.ReadAll(response.Body)
	if err != nil {
		return nexlaExchange{}, err
	}
	return nexlaExchange{method, path, header, body, reply{response.StatusCode, response.Header, string(received)}}, nil
}

func (c *nexlaClient) send(method, path, body string, header http.Header) nexlaExchange {
	c.t.Helper()
	e, err := c.try(method, path, body, header)
	if err != nil {
		c.t.Fatal(err)
	}
	return e
}

// lose sends a sound request whose response will be lost.
func (c *nexlaClient) lose(method, path, body string) {
	c.t.Helper()
	if e, err := c.try(method, path, body, c.headers(method, path, body)); err == nil {
		c.t.Errorf("%s %s got a response with status %d", method, path, e.reply.status)
	}
}

// requestToken sends POST /token, and checks it if the service key is sent.
func (c *nexlaClient) requestToken(authorization string) reply {
	c.t.Helper()
	e := c.send("POST", "/token", "", http.Header{"Accept": {nexlaMediaType}, "Authorization": {authorization}})
	operation, requestErr, responseErr := e.check(c.t.Context())
	if strings.HasSuffix(authorization, c.n.ServiceKey()) && requestErr != nil || responseErr != nil {
		c.t.Errorf("POST /token is not as specified: %v, %v", requestErr, responseErr)
	}
	c.checked[operation]++
	return e.reply
}

// exchange makes a session by the service key.
func (c *nexlaClient) exchange() string {
	c.t.Helper()
	response := c.requestToken("Basic " + c.n.ServiceKey())
	response.want(c.t, 200)
	return decode[struct {
		AccessToken string `json:"access_token"`
	}](c.t, response).AccessToken
}

// credentialBody is the body of a POST with these members changed; nil takes one out.
func (c *nexlaClient) credentialBody(name, vendor string, fields map[string]string, change object) string {
	c.t.Helper()
	template := c.n.Templates(vendor)[0]
	config := object{}
	for _, p := range template.Parameters {
		config[p.Name] = fields[p.Field]
	}
	body := object{
		"name": name, "description": "", "credentials_type": "rest", "vendor_id": c.n.VendorID(vendor),
		"auth_template_id": template.ID, "template_config": config, "tags": []string{"terraform"},
	}
	for key, value := range change {
		body[key] = value
		if value == nil {
			delete(body, key)
		}
	}
	text, err := json.Marshal(body)
	if err != nil {
		c.t.Fatal(err)
	}
	return string(text)
}

// make creates a credential and returns its id.
func (c *nexlaClient) make(name, vendor string, fields map[string]string) int {
	c.t.Helper()
	response := c.do("POST", "/data_credentials", c.credentialBody(name, vendor, fields, nil))
	response.want(c.t, 200)
	return decode[shownCredential](c.t, response).ID
}

// shownCredential is what the tests read from a response.
type shownCredential struct {
	ID             int
	Name           string
	Description    string
	Owner          struct{ Email string }
	AccessRoles    []string `json:"access_roles"`
	Vendor         struct{ Name string }
	AuthTemplate   struct{ ID int }  `json:"auth_template"`
	TemplateConfig map[string]string `json:"template_config"`
	Tags           []string
	VerifiedAt     *string `json:"verified_at"`
	VerifiedStatus *string `json:"verified_status"`
	CreatedAt      string  `json:"created_at"`
	UpdatedAt      string  `json:"updated_at"`
}
