package connector

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
)

// CustomType is the type of every credential whose vendor is not built in.
const CustomType = "custom"

// The fields of a custom credential, each of them several texts, see [EncodeTexts].
const (
	FieldHeaders   = "headers"
	FieldBasicAuth = "basic_auth"
)

// Custom is what a user declares of a vendor that is not built in.
type Custom struct {
	// BaseURL is where the vendor's API begins.
	BaseURL string
	// HeaderNames are the names of the headers, and BasicAuth says that HTTP
	// Basic is sent beside or instead of them.
	HeaderNames []string
	BasicAuth   bool
	// FixedHeaders are sent beside them and are not secret.
	FixedHeaders map[string]string
	// Token is the request for the access token that is sent as Bearer; nil if there is none.
	Token *CustomToken
	Probe CustomProbe
	Limit Limit
	// MenuPath leads to the page where the vendor creates a key; may be empty.
	MenuPath string
}

// CustomProbe is the request that verifies a custom credential, and the meaning of its
// responses.
type CustomProbe struct {
	// Method is GET, HEAD or POST, and Target a path that may have a query.
	Method, Target string
	// Body and ContentType belong to a POST.
	Body, ContentType string
	// Accepted and Rejected are status codes; none means 200 to 299, and 401.
	Accepted, Rejected []int
	// AcceptedWhen must be true for an acceptance. If RejectedWhen is true, the
	// response is a rejection, whatever its status is. Each may be nil.
	AcceptedWhen, RejectedWhen *Expression
	// Account finds the members of the account, by the names of [AccountNames].
	Account map[string]*Expression
	// Scopes, ExpiresAt and Environment find what the response reports of the key. Each may be nil.
	Scopes, ExpiresAt, Environment *Expression
}

// Definition makes the definition of this one credential.
func (c Custom) Definition() *Definition {
	path, query, _ := strings.Cut(c.Probe.Target, "?")
	title := Host(c.BaseURL)
	if title == "" {
		title = "Custom" // Diagnostics speak of it while the address is not known.
	}
	definition := &Definition{
		Type:    CustomType,
		Title:   title,
		Variant: c.variant(),
		Fields:  c.fields(),
		Schemes: []Scheme{{Name: CustomType, Description: "Headers as declared.", Headers: c.headers()}},
		Probes: []Probe{{
			Method: c.Probe.Method, Path: path, Query: escapeNonASCII(query), Body: c.Probe.Body, ContentType: c.Probe.ContentType,
			Accepted: c.Probe.accepted(), AcceptedWhen: c.Probe.AcceptedWhen, Argument: "accepted_when", Account: c.Probe.account(),
			Scopes: sourceOf(c.Probe.Scopes), ExpiresAt: sourceOf(c.Probe.ExpiresAt), Environment: sourceOf(c.Probe.Environment),
		}},
		Rules:   c.Probe.rules(),
		Explain: c.Probe.explain,
		Limit:   c.Limit,
		Key:     Key{MenuPath: c.MenuPath},
	}
	if c.Token != nil {
		scheme := &definition.Schemes[0]
		scheme.Name, scheme.Token = ClientCredentials, c.Token.request()
		definition.Hook = judgeBearer
	}
	return definition
}

// escapeNonASCII escapes what a query must not contain (RFC 3986, section 3.4). Package
// net/url does so for paths only, and servers reject a request with such bytes.
func escapeNonASCII(query string) string {
	var escaped strings.Builder
	for _, b := range []byte(query) {
		if b < utf8.RuneSelf {
			escaped.WriteByte(b)
			continue
		}
		fmt.Fprintf(&escaped, "%%%02X", b)
	}
	return escaped.String()
}

// IsCustom reports whether the definition is that of a custom credential.
func (d *Definition) IsCustom() bool { return d.Type == CustomType }

// CustomShape is the definition of a custom credential of which nothing is
// declared yet, for schemas.
func CustomShape() *Definition { return Custom{}.Definition() }

// fields are those that a declaration may have. A token request needs the secret of
// the client.
func (c Custom) fields() []Field {
	fields := []Field{
		{
			Name: FieldHeaders, Title: "Headers", Secret: true, Optional: true, Check: checkHeaders, Parts: headerParts,
			Description: "Headers that carry the credential, by name.",
		},
		{
			Name: FieldBasicAuth, Title: "Basic Authentication", Secret: true, Optional: true, Check: checkBasicAuth, Parts: basicAuthParts,
			Description: "User name and password for HTTP Basic, `{ username = ..., password = ... }`. Either may be empty.",
		},
	}
	return append(fields, Field{
		Name: FieldClientSecret, Title: "Client Secret", Secret: true, Optional: c.Token == nil, Description: "Client secret.",
	})
}

// headers are the rules for the declared headers, and for HTTP Basic behind them.
func (c Custom) headers() []HeaderRule {
	var rules []HeaderRule
	for _, name := range c.HeaderNames {
		rules = append(rules, HeaderRule{
			Name:  name,
			Form:  "{" + FieldHeaders + "." + name + "}",
			Value: func(values Values) secret.Value { return secret.New(textOf(values[FieldHeaders], name)) },
		})
	}
	if c.BasicAuth {
		rules = append(rules, HeaderRule{
			Name: "Authorization",
			Form: "Basic base64({username}:{password})",
			Value: func(values Values) secret.Value {
				pair := values[FieldBasicAuth]
				return basicCredentials(textOf(pair, basicUsername), textOf(pair, basicPassword))
			},
		})
	}
	if c.Token != nil {
		rules = append(rules, PrefixedHeader("Authorization", "Bearer ", TokenField))
	}
	for _, name := range slices.Sorted(maps.Keys(c.FixedHeaders)) {
		rule := FixedHeader(name, c.FixedHeaders[name])
		rule.Plain = true
		rules = append(rules, rule)
	}
	return rules
}

// variant encodes everything that a response, or its meaning, depends on.
func (c Custom) variant() string {
	account := map[string]string{}
	for name, expression := range c.Probe.Account {
		account[name] = expression.String()
	}
	encoded, _ := json.Marshal(struct { //nolint:errchkjson // Texts and numbers always have an encoding.
		Probe                      []string
		FixedHeaders               map[string]string `json:",omitempty"`
		Token                      *CustomToken      `json:",omitempty"`
		Accepted, Rejected         []int
		AcceptedWhen, RejectedWhen string
		Account                    map[string]string
		Reports                    []string
	}{
		[]string{c.Probe.Method, c.Probe.Target, c.Probe.Body, c.Probe.ContentType}, c.FixedHeaders, c.Token,
		c.Probe.Accepted, c.Probe.Rejected, c.Probe.AcceptedWhen.String(), c.Probe.RejectedWhen.String(), account,
		[]string{c.Probe.Scopes.String(), c.Probe.ExpiresAt.String(), c.Probe.Environment.String()},
	})
	return string(encoded)
}

// rules are the declared rejections. Those by the body come first: there are
// vendors that reject with a 200, and vendors that reject with a 500.
func (p CustomProbe) rules() []Rule {
	var rules []Rule
	if p.RejectedWhen != nil {
		rules = append(rules, Rule{When: p.RejectedWhen, Means: InvalidCredential})
	}
	for _, status := range p.rejected() {
		means := InvalidCredential
		if status == http.StatusForbidden {
			means = AccessDenied
		}
		rules = append(rules, Rule{Status: []int{status}, Means: means})
	}
	return rules
}

// rejected are the statuses of a rejection.
func (p CustomProbe) rejected() []int {
	if len(p.Rejected) == 0 {
		return []int{http.StatusUnauthorized}
	}
	return p.Rejected
}

// accepted are the statuses of an acceptance.
func (p CustomProbe) accepted() []int {
	if len(p.Accepted) > 0 {
		return p.Accepted
	}
	var statuses []int
	for status := 200; status < 300; status++ {
		statuses = append(statuses, status)
	}
	return statuses
}

// explain names the declared condition that decided.
func (p CustomProbe) explain(r Response, outcome Outcome) string {
	accepted := "200 to 299"
	if len(p.Accepted) > 0 {
		accepted = fmt.Sprint(p.Accepted)
	}
	switch {
	case outcome.Status == Rejected && p.RejectedWhen != nil && p.RejectedWhen.holds(r.document(toCompare)):
		return fmt.Sprintf("HTTP %d, and rejected_when (`%s`) matched", r.Status, p.RejectedWhen.String())
	case outcome.Status == Rejected:
		return fmt.Sprintf("HTTP %d, which is in rejected_status %v", r.Status, p.rejected())
	case outcome.Reason != ReasonUnexpectedResponse && outcome.Reason != ReasonForbidden:
		return ""
	case slices.Contains(p.rejected(), r.Status):
		return fmt.Sprintf("HTTP %d with %s, which is no rejection by the vendor itself", r.Status, r.content())
	case r.isDenial():
		return fmt.Sprintf("HTTP %d, which is not in rejected_status %v", r.Status, p.rejected())
	case slices.Contains(p.accepted(), r.Status):
		return ""
	case r.Status < 300:
		return fmt.Sprintf("HTTP %d, which is not in accepted_status (%s)", r.Status, accepted)
	default:
		return fmt.Sprintf("HTTP %d, which is neither in accepted_status (%s) nor in rejected_status %v", r.Status, accepted, p.rejected())
	}
}

// account are the declared expressions.
func (p CustomProbe) account() AccountPaths {
	return AccountPaths{
		ID: p.Account["id"], Name: p.Account["name"], Email: p.Account["email"], Role: p.Account["role"], Organization: p.Account["organization"],
	}
}

// sourceOf is the source of a declared expression.
func sourceOf(expression *Expression) *Source {
	if expression == nil {
		return nil
	}
	return &Source{body: expression}
}
