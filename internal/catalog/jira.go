package catalog

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// jira is the definition of Jira Cloud, a tracker of issues.
//
// Every customer has a host. Address and API token are the two parts of HTTP Basic
// [doc]. Other routes treat credentials that are not valid as an anonymous request and
// return 200 [live, two recordings], so that only the user of the request is
// a probe. The rejection is a 401 with "Client must be authenticated to access
// this resource.", as plain text or in JSON [live, two recordings]. That its challenge
// is for OAuth is a [guess]. After failed logins, a captcha locks a user out of the API, which
// X-Seraph-Loginreason reports as AUTHENTICATION_DENIED [client]: the credential may be valid.
//
// A token with scopes needs another host with the id of the site [doc]; use base_url.
func jira() *connector.Definition {
	return &connector.Definition{
		Type:  "jira",
		Title: "Jira Cloud",
		Fields: []connector.Field{
			{
				Name:        "site",
				Title:       "Site",
				Description: "Name of the site, such as `acme` in `acme.atlassian.net`.",
				Tenant:      true,
			},
			{
				Name:        "email",
				Title:       "Email Address",
				Description: "E-mail address of the user who owns the token.",
				Check:       connector.CheckEmail,
			},
			{
				Name:        "api_token",
				Title:       "API Token",
				Description: "API token without scopes.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        "basic",
			Description: "HTTP Basic with the address as user name and the token as password.",
			Headers:     []connector.HeaderRule{connector.BasicPairHeader("email", "api_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://{site}.atlassian.net"}},
		Probes: []connector.Probe{{
			Path:         "/rest/api/3/myself",
			AcceptedWhen: connector.Expr("type(accountId) == 'string'"),
			FindAccount:  jiraAccount,
			Finds:        []string{"id", "name", "email", "role"},
		}},
		Rules: []connector.Rule{
			{Status: []int{401}, Text: connector.Expr("message || @"), Words: []string{"client must be authenticated to access this resource"}, Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("message || errorMessages"), Means: connector.MissingPermission},
		},
		Challenges: []string{"oauth"}, // [guess]
		Hook:       jiraCaptcha,
		Key: connector.Key{
			MenuPath: "id.atlassian.com > Security > API tokens > Create API token",
			Steps: []string{
				"Sign in at https://id.atlassian.com/manage-profile/security/api-tokens as the user that the integration acts as.",
				"Select Create API token, not the one with scopes.",
				"Name it and choose when it expires, after at most a year.",
				"Copy the token. It is shown only once.",
			},
			Owner:         "A user, with that user's permissions on all of the user's sites.",
			Permissions:   "None, except that the user must have access to Jira on the site.",
			EndsWhen:      "The token expires or is revoked, its user is deactivated, or an administrator blocks API tokens of users.",
			Rotation:      "A user can have several tokens: create the new one, apply, and revoke the old one afterwards.",
			RejectionHint: "Tokens created since December 15, 2024 expire after 1 to 365 days, and all older ones have expired. The token must belong to email, and must not have scopes.",
			Uncertain: []string{
				"Which authentication the challenge of a rejection is for.",
				"How Jira responds to a token with scopes at the host of a site.",
				"How Jira responds to a user without access to Jira, and at a site that does not exist. Neither is read as a rejection.",
			},
		},
		NexlaVendor: "jira_api",
		Sources: []string{
			"Authentication: https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/",
			"API tokens: https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/",
			"Rejections: https://github.com/atlassian/gajira-login/issues/59, and issue 255 of node-jira-client",
		},
		DocumentationURL: "https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/",
		Example:          connector.Example{Name: "issue-tracker", Description: "Issues for the delivery metrics"},
	}
}

// jiraAccount finds the user. The privacy settings of a profile can hide the
// address; if it is there, it must be the configured one.
func jiraAccount(r connector.Response) (connector.Account, bool) {
	var body struct {
		ID    string          `json:"accountId"`
		Name  json.RawMessage `json:"displayName"`
		Email string          `json:"emailAddress"`
		Role  json.RawMessage `json:"accountType"`
	}
	if !r.Decode(&body) || !connector.IsIdentifier(body.ID) {
		return connector.Account{}, false
	}
	account := connector.Account{ID: body.ID, Name: connector.Text(body.Name), Email: body.Email, Role: connector.Text(body.Role)}
	return account, account.Email == "" || strings.EqualFold(account.Email, r.Values["email"].Reveal())
}

// jiraCaptcha finds the response to a user who must solve a captcha first.
func jiraCaptcha(r connector.Response) (connector.Outcome, bool) {
	locked := (r.Status == http.StatusUnauthorized || r.Status == http.StatusForbidden) &&
		strings.Contains(strings.ToUpper(r.Header.Get("X-Seraph-Loginreason")), "AUTHENTICATION_DENIED")
	return connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonForbidden, Notice: connector.Notice{
		Finding: "requires a captcha of the user after failed logins",
		Step:    "Sign in to the site in a browser as the user of email, and solve the captcha.",
	}}, locked
}
