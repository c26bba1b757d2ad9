package catalog

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// zendesk is the definition of Zendesk, a support desk.
//
// Every customer has a host. An API token is the password of HTTP Basic, and the
// user name is the address of a user with the literal suffix /token [doc].
//
// Anonymous requests may read the probe [doc]: credentials that Zendesk does not
// recognize can get a 200 with a guest whose id is null [live, one recording]. That
// is a rejection, and an acceptance needs an id and the configured address. The
// other rejection is a 401 [live]. The response has a token against request
// forgery, phone numbers and notes; none of it is kept.
func zendesk() *connector.Definition {
	return &connector.Definition{
		Type:  "zendesk",
		Title: "Zendesk",
		Fields: []connector.Field{
			{
				Name:        "subdomain",
				Title:       "Subdomain",
				Description: "Subdomain of the account, such as `acme` in `acme.zendesk.com`.",
				Tenant:      true,
			},
			{
				Name:        "email",
				Title:       "Email Address",
				Description: "E-mail address of the user that the integration acts as.",
				Check:       checkZendeskEmail,
			},
			{
				Name:        "api_token",
				Title:       "API Token",
				Description: "API token of the account.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        "basic",
			Description: "HTTP Basic with the address and `/token` as user name and the token as password.",
			Headers:     []connector.HeaderRule{connector.BasicSuffixHeader("email", "/token", "api_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://{subdomain}.zendesk.com"}},
		// Clients send the suffix [client], which the vendor's OpenAPI description does not have [doc].
		Probes: []connector.Probe{{
			Path:         "/api/v2/users/me.json",
			AcceptedWhen: connector.Expr("type(user) == 'object'"),
			FindAccount:  zendeskAccount,
			Finds:        []string{"id", "name", "email", "role"},
			Rules: []connector.Rule{{
				Status: []int{200},
				When:   connector.Expr("type(user) == 'object' && contains(keys(user), 'id') && type(user.id) == 'null'"),
				Means:  connector.InvalidCredential,
			}},
		}},
		// [said] That of the smallest plan. Fifty at once and 100 more in the minute
		// that follows never exceed it.
		Limit: connector.Limit{
			Documented: "200 to 2,500 requests per minute for an account, depending on its plan",
			Every:      600 * time.Millisecond,
			Burst:      50,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, Text: connector.Expr("error"), Words: []string{"couldn't authenticate you"}, Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("error"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Admin Center > Apps and integrations > APIs > API tokens",
			Steps: []string{
				"Sign in to Zendesk as an administrator.",
				"Open Admin Center, and there Apps and integrations > APIs > API tokens.",
				"Add an API token. Access with API tokens must be switched on, in APIs > API configuration.",
				"Copy the token. It is shown only once.",
			},
			Owner:         "The account. A token works with the address of every user, and has that user's rights.",
			Permissions:   "None.",
			EndsWhen:      "The token is deactivated or deleted, access with API tokens is switched off, or the user is removed or suspended.",
			Rotation:      "An account can have up to 256 tokens: add the new one, apply, and delete the old one afterwards.",
			RejectionHint: "Upper and lower case differ in a token, the address must be that of a user of the account, and access with API tokens must be switched on.",
			Uncertain: []string{
				"Whether a wrong token gets a 401 or a guest. Both are read as a rejection.",
				"How Zendesk responds to a suspended user and at a subdomain that does not exist. Neither is read as a rejection.",
			},
		},
		NexlaVendor: "zendesk_api",
		Sources: []string{
			"The vendor's OpenAPI description: https://developer.zendesk.com/zendesk/oas.yaml, operation ShowCurrentUser",
			"Authentication: https://developer.zendesk.com/api-reference/introduction/security-and-auth/",
			"Managing API token access: https://support.zendesk.com/hc/en-us/articles/4408889192858",
			"Turning on API access: https://support.zendesk.com/hc/en-us/articles/8662004958746",
			"Rejections: issue 505 of ZendeskApi_v2, and 695 of zendesk-java-client",
			"The guest: issue 152 of node-zendesk",
		},
		DocumentationURL: "https://developer.zendesk.com/api-reference/introduction/security-and-auth/",
		Example:          connector.Example{Name: "support-tickets", Description: "Tickets for the service quality report"},
	}
}

// zendeskAccount finds the user. Another user's address, or none, is no proof: the
// response can be that of an anonymous request.
func zendeskAccount(r connector.Response) (connector.Account, bool) {
	var body struct {
		User struct {
			ID    json.Number     `json:"id"`
			Name  json.RawMessage `json:"name"`
			Email string          `json:"email"`
			Role  json.RawMessage `json:"role"`
		} `json:"user"`
	}
	if !r.Decode(&body) || !connector.IsIdentifier(body.User.ID.String()) || strings.HasPrefix(body.User.ID.String(), "-") {
		return connector.Account{}, false
	}
	account := connector.Account{ID: body.User.ID.String(), Name: connector.Text(body.User.Name), Email: body.User.Email, Role: connector.Text(body.User.Role)}
	return account, strings.EqualFold(account.Email, r.Values["email"].Reveal())
}

// checkZendeskEmail rejects an address with the suffix that the user name has in
// Zendesk's documents [doc]: the scheme adds it.
func checkZendeskEmail(value string) string {
	if strings.HasSuffix(value, "/token") {
		return "must be the address alone, without /token, which the provider adds"
	}
	return connector.CheckEmail(value)
}
