package connector

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
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
	Probe       CustomProbe
	Limit       Limit
	// MenuPath leads to the place where the vendor mints a key; may be empty.
	MenuPath string
}

// CustomProbe is the request that verifies a custom credential, and what its
// answers mean.
type CustomProbe struct {
	// Method is GET, HEAD or POST, and Target a path that may have a query.
	Method, Target string
	// Body and ContentType belong to a POST.
	Body, ContentType string
	// Accepted and Rejected are status codes; none means 200 to 299, and 401.
	Accepted, Rejected []int
	// AcceptedWhen has to hold for an acceptance, and RejectedWhen makes a
	// refusal of any status. Each may be nil.
	AcceptedWhen, RejectedWhen *Expression
	// Account finds the members of the account, by the names of [AccountNames].
	Account map[string]*Expression
}

// AccountNames are the members of an account that a custom probe can look for.
func AccountNames() []string { return []string{"id", "name", "email", "role", "organization"} }

// Definition makes the definition of this one credential.
func (c Custom) Definition() *Definition {
	path, query, _ := strings.Cut(c.Probe.Target, "?")
	title := Host(c.BaseURL)
	if title == "" {
		title = "Custom" // Diagnostics speak of it while the address is not known.
	}
	return &Definition{
		Type:    CustomType,
		Title:   title,
		Variant: c.variant(),
		Fields:  customFields(),
		Schemes: []Scheme{{Name: CustomType, Description: "The headers as they are declared.", Headers: c.headers()}},
		Probes: []Probe{{
			Method: c.Probe.Method, Path: path, Query: query, Body: c.Probe.Body, ContentType: c.Probe.ContentType, TellsAccount: true,
		}},
		Limit:    c.Limit,
		Classify: c.Probe.classify,
		Key:      Key{MenuPath: c.MenuPath},
	}
}

// CustomShape is the definition of a custom credential of which nothing is
// declared yet, for schemas.
func CustomShape() *Definition { return Custom{}.Definition() }

func customFields() []Field {
	return []Field{
		{
			Name: FieldHeaders, Title: "Headers", Secret: true, Optional: true, Check: checkHeaders, Parts: headerParts,
			Description: "The headers that carry the credential, by name.",
		},
		{
			Name: FieldBasicAuth, Title: "Basic Authentication", Secret: true, Optional: true, Check: checkBasicAuth, Parts: basicAuthParts,
			Description: "User name and password of HTTP Basic authentication, `{ username = ..., password = ... }`, either of which may be empty.",
		},
	}
}

// headers are the rules for the declared headers, and for HTTP Basic behind them.
func (c Custom) headers() []HeaderRule {
	var rules []HeaderRule
	for _, name := range c.HeaderNames {
		rules = append(rules, HeaderRule{
			Name:  name,
			Form:  "{" + FieldHeaders + "." + name + "}",
			Value: func(values Values) Secret { return NewSecret(textOf(values[FieldHeaders], name)) },
		})
	}
	if c.BasicAuth {
		rules = append(rules, HeaderRule{
			Name: "Authorization",
			Form: "Basic base64({username}:{password})",
			Value: func(values Values) Secret {
				pair := values[FieldBasicAuth]
				return basicCredentials(textOf(pair, basicUsername), textOf(pair, basicPassword))
			},
		})
	}
	return rules
}

// variant writes down everything that an answer, or its meaning, depends on.
func (c Custom) variant() string {
	account := map[string]string{}
	for name, expression := range c.Probe.Account {
		account[name] = expression.source()
	}
	encoded, _ := json.Marshal(struct { //nolint:errchkjson // Texts and numbers always have an encoding.
		Probe                      []string
		Accepted, Rejected         []int
		AcceptedWhen, RejectedWhen string
		Account                    map[string]string
	}{
		[]string{c.Probe.Method, c.Probe.Target, c.Probe.Body, c.Probe.ContentType},
		c.Probe.Accepted, c.Probe.Rejected, c.Probe.AcceptedWhen.source(), c.Probe.RejectedWhen.source(), account,
	})
	return string(encoded)
}

// classify looks for the declared refusal before any status code: there are
// vendors who refuse with a 200, and vendors who refuse with a 500.
func (p CustomProbe) classify(a Answer) Outcome {
	document, isJSON := a.document(toCompare)
	if isJSON && p.RejectedWhen != nil && p.RejectedWhen.holds(document) {
		return rejected(ReasonInvalidCredential)
	}
	switch {
	case p.rejects(a.Status) && a.Status == http.StatusUnauthorized:
		return rejected(ReasonInvalidCredential)
	case p.rejects(a.Status) && a.isMarkup():
		return a.byStatus(Inconclusive) // A web page is a firewall's or a proxy's.
	case p.rejects(a.Status) && a.Status == http.StatusForbidden:
		return rejected(ReasonForbidden)
	case p.rejects(a.Status):
		return rejected(ReasonInvalidCredential)
	case a.Status == http.StatusUnauthorized:
		return inconclusive(ReasonUnexpectedResponse) // The user says that it is no refusal here.
	case !p.accepts(a.Status):
		return a.byStatus(Inconclusive)
	case a.isMarkup(), a.isBrokenJSON(), p.AcceptedWhen != nil && (!isJSON || !p.AcceptedWhen.holds(document)):
		return inconclusive(ReasonUnexpectedResponse)
	default:
		return accepted(p.account(a))
	}
}

func (p CustomProbe) rejects(status int) bool {
	if len(p.Rejected) == 0 {
		return status == http.StatusUnauthorized
	}
	return slices.Contains(p.Rejected, status)
}

func (p CustomProbe) accepts(status int) bool {
	if len(p.Accepted) == 0 {
		return status >= 200 && status < 300
	}
	return slices.Contains(p.Accepted, status)
}

func (p CustomProbe) account(a Answer) Account {
	document, isJSON := a.document(toTell)
	if !isJSON {
		return Account{}
	}
	find := func(name string) string {
		if expression := p.Account[name]; expression != nil {
			return expression.asText(document)
		}
		return ""
	}
	return Account{ID: find("id"), Name: find("name"), Email: find("email"), Role: find("role"), Organization: find("organization")}
}
