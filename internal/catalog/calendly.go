package catalog

import (
	"encoding/json"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// calendly is the definition of Calendly, a service that schedules meetings.
//
// A personal access token is sent as a bearer token [doc]. A wrong token and a
// missing one get the same 401, byte by byte [live]. The documents name the
// probe for this purpose [doc]. Tokens that are created now have scopes [doc];
// whether the probe needs users:read is a [guess], and so is the 403.
//
// The number of a user or an organization is the end of the address of its resource [doc].
func calendly() *connector.Definition {
	return &connector.Definition{
		Type:  "calendly",
		Title: "Calendly",
		Fields: []connector.Field{{
			Name:        "personal_access_token",
			Title:       "Personal Access Token",
			Description: "Personal access token of a user.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "personal_access_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.calendly.com"}},
		Probes: []connector.Probe{{
			Path:         "/users/me",
			AcceptedWhen: connector.Expr("resource.uri"),
			FindAccount:  calendlyAccount,
			Finds:        []string{"id", "name", "email", "organization"},
		}},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("title == 'Unauthenticated'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("title"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Integrations > API & Webhooks > Personal access tokens > Generate new token",
			Steps: []string{
				"Sign in to Calendly as the user that the integration acts as.",
				"Open Integrations, and there API & Webhooks.",
				"Generate a new token, name it, and choose its scopes where Calendly offers them: users:read, and what the integration needs.",
				"Copy the token. It is shown only once.",
			},
			Owner:       "A user, with that user's permissions.",
			Permissions: "users:read for a token with scopes, as far as is known. A missing scope is not a rejection.",
			EndsWhen:    "The token is revoked, or its user is removed from the organization.",
			Rotation:    "A user can have several tokens: create the new one, apply, and revoke the old one afterwards.",
			Uncertain: []string{
				"How Calendly responds to a token without the scope users:read. A 403 is not read as a rejection.",
				"Whether plans without payment have access to the API.",
				"The rate limit: sources report different headers.",
			},
		},
		NexlaVendor: "calendly_api",
		Sources: []string{
			"Personal access tokens: https://developer.calendly.com/personal-access-tokens",
			"Get current user: https://developer.calendly.com/api-docs/get-current-user",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/calendlyapikey",
		},
		DocumentationURL: "https://developer.calendly.com/api-docs/get-current-user",
		Example:          connector.Example{Name: "appointments", Description: "Scheduled events for the sales report"},
	}
}

// calendlyAccount finds the user and the organization by the ends of their addresses.
func calendlyAccount(r connector.Response) (connector.Account, bool) {
	var body struct {
		Resource struct {
			URI          json.RawMessage `json:"uri"`
			Name         json.RawMessage `json:"name"`
			Email        json.RawMessage `json:"email"`
			Organization json.RawMessage `json:"current_organization"`
		} `json:"resource"`
	}
	if !r.Decode(&body) {
		return connector.Account{}, false
	}
	number := func(address json.RawMessage) string {
		text := strings.TrimRight(connector.Text(address), "/")
		return text[strings.LastIndex(text, "/")+1:]
	}
	user := body.Resource
	account := connector.Account{ID: number(user.URI), Name: connector.Text(user.Name), Email: connector.Text(user.Email), Organization: number(user.Organization)}
	return account, connector.IsIdentifier(account.ID)
}
