package catalog

import (
	"regexp"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// mailchimp is the definition of Mailchimp, a service for e-mail marketing.
//
// The end of a key names the data center of its account, which is the first label
// of the host [doc]. A key without it would have no host, and one with another text
// there would send the key elsewhere, so that both are errors during validation. The
// key is the password of HTTP Basic with any user name [doc].
//
// Errors are problem documents (RFC 7807), and a rejection is the 401 with the title
// "API Key Invalid" [live, three reports]. The key of another data center gets the
// same. A 403 without JSON is a limit or a block of the content network [doc].
//
// The first probe needs no role and has no data [doc]. The second one would have a
// postal address and the plan; its query keeps five members.
func mailchimp() *connector.Definition {
	return &connector.Definition{
		Type:  "mailchimp",
		Title: "Mailchimp",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "API key of the Marketing API, with the data center at its end, such as `-us6`.",
			Secret:      true,
			KeyLabel:    &connector.KeyLabel{Name: "data_center", Of: mailchimpDataCenter},
			Check:       checkMailchimpKey,
		}},
		Schemes: []connector.Scheme{{
			Name:        "basic",
			Description: "HTTP Basic with any user name and the key as password.",
			Headers:     []connector.HeaderRule{connector.BasicPasswordHeader("connector", "api_key")},
		}},
		Regions: []connector.Region{{BaseURL: "https://{data_center}.api.mailchimp.com/3.0"}},
		Probes: []connector.Probe{
			{
				Path:         "/ping",
				AcceptedWhen: connector.Expr("health_status"),
			},
			{
				Path:         "/",
				Query:        "fields=account_id%2Caccount_name%2Clogin_id%2Cemail%2Crole",
				AcceptedWhen: connector.Expr("account_id"),
				Account: connector.AccountPaths{
					ID:    connector.Expr("account_id"),
					Name:  connector.Expr("account_name"),
					Email: connector.Expr("email"),
					Role:  connector.Expr("role"),
				},
				Identified: true,
			},
		},
		// [doc] The limit is one of connections. With responses that take a second, five
		// at once and four more in that second never exceed it.
		Limit: connector.Limit{
			Documented: "10 simultaneous connections for a user",
			Every:      250 * time.Millisecond,
			Burst:      5,
		},
		Rules: []connector.Rule{
			{Status: []int{401}, Text: connector.Expr("title"), Words: []string{"api key invalid"}, Means: connector.InvalidCredential},
			{Status: []int{403}, Text: connector.Expr("title"), Words: []string{"user disabled"}, Means: connector.Outcome{Status: connector.Inconclusive, Reason: connector.ReasonAccountInactive}},
			{Status: []int{403}, When: connector.Expr("title && detail"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "profile icon > Account & billing > Extras > API keys > Create A Key",
			Steps: []string{
				"Sign in to Mailchimp as the user that the integration acts as.",
				"Open Account & billing from the profile icon, and there Extras > API keys.",
				"Create a key, and name it.",
				"Copy the key with its data center, such as -us6. It is shown only once.",
			},
			Owner:         "A user, with that user's role, within one account.",
			Permissions:   "None for a verification. The account needs a role that may read it.",
			EndsWhen:      "The key is disabled or deleted, or its user is removed.",
			Rotation:      "A user can have several keys: create the new one, apply, and delete the old one afterwards.",
			RejectionHint: "Check the end of the key: it must be the data center of the account, as in the address of Mailchimp's pages. Mailchimp does not accept keys of Mailchimp Transactional (Mandrill).",
			Uncertain: []string{
				"The titles of a 403, such as User Disabled.",
				"Which role a user needs for the account.",
				"Whether a key ends when its user is removed.",
			},
		},
		NexlaVendor: "mailchimp_api",
		Sources: []string{
			"Fundamentals: https://mailchimp.com/developer/marketing/docs/fundamentals/",
			"API reference: https://mailchimp.com/developer/marketing/api/, Ping and Root",
			"Errors: https://mailchimp.com/developer/marketing/docs/errors/",
			"Rejections: https://github.com/mailchimp/mc-woocommerce, issues 341 and 646; https://github.com/mailchimp/mc-magento, issue 1042",
			"Working client: trufflesecurity/trufflehog, pkg/analyzer/analyzers/mailchimp",
		},
		DocumentationURL: "https://mailchimp.com/developer/marketing/docs/fundamentals/",
		Example:          connector.Example{Name: "newsletters", Description: "Audiences and campaigns for the marketing report"},
	}
}

// mailchimpLabel is the form of a data center [client].
var mailchimpLabel = regexp.MustCompile(`^[a-z]{2,}[0-9]+$`)

// mailchimpDataCenter returns what follows the last hyphen of a key, if it is a data center.
func mailchimpDataCenter(key string) string {
	if hyphen := strings.LastIndexByte(key, '-'); hyphen > 0 && mailchimpLabel.MatchString(key[hyphen+1:]) {
		return key[hyphen+1:]
	}
	return ""
}

// checkMailchimpKey requires the data center, without which a key has no host.
func checkMailchimpKey(value string) string {
	if mailchimpDataCenter(value) == "" {
		return "must end with a hyphen and the data center of the account, such as -us6"
	}
	return ""
}
