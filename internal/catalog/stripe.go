package catalog

import (
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// stripe is the definition of Stripe, a payment service.
//
// Stripe documents the key as user name of HTTP Basic and as bearer token
// [doc]. Its libraries and its own error text use the bearer token [client],
// and one scheme is enough, so the other is left out. There is one host; the
// key alone decides between live mode and test mode [doc]. A key of an
// organization, which begins with sk_org, is used for one of its accounts: each
// request must have the headers Stripe-Context and Stripe-Version [doc].
func stripe() *connector.Definition {
	return &connector.Definition{
		Type:  "stripe",
		Title: "Stripe",
		Fields: []connector.Field{
			{
				Name:        "api_key",
				Title:       "API Key",
				Description: "Secret key, restricted key or organization key.",
				Secret:      true,
				Check:       checkStripeKey,
			},
			{
				Name:  "stripe_context",
				Title: "Stripe Context",
				Description: "Account that the key is used for, such as `acct_1234567890`, or the path to it. " +
					"Required for an organization key (`sk_org_`), and optional for any other key.",
				Optional: true,
			},
		},
		CheckFields: checkStripeFields,
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`, with the account and the API version if `stripe_context` is set.",
			Headers: []connector.HeaderRule{
				connector.PrefixedHeader("Authorization", "Bearer ", "api_key"),
				connector.FieldHeader("Stripe-Context", "stripe_context").OnlyWith("stripe_context"),
				// An organization has no default version, so that each request with its
				// key must name one [doc]. Without it an account's own default applies.
				connector.FixedHeader("Stripe-Version", "2025-12-15.clover").OnlyWith("stripe_context"),
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.stripe.com/v1"}},
		// The balance holds no personal data, the account does.
		Probes: []connector.Probe{
			{
				Path:         "/balance",
				AcceptedWhen: connector.Expr("object == 'balance' && type(available) == 'array' && type(pending) == 'array'"),
				Environment:  connector.InBody("livemode"), // [doc] A sandbox counts as a test.
			},
			{
				Path:         "/account",
				AcceptedWhen: connector.Expr("object == 'account'"),
				// The name is what the Dashboard shows, or else what customers see; both may be null [doc].
				Account: connector.AccountPaths{
					ID:    connector.Expr("id"),
					Name:  connector.Expr("settings.dashboard.display_name || business_profile.name"),
					Email: connector.Expr("email"),
				},
				Identified: true,
			},
		},
		// [doc] The smallest limit that holds for every key. Twelve at once and
		// twelve more in the time that follows never exceed it.
		Limit: connector.Limit{
			Documented: "25 requests per second to one endpoint, and in total 25 per second in a sandbox or 100 in live mode, for each account",
			Every:      80 * time.Millisecond,
			Burst:      12,
		},
		Challenges: []string{"basic"}, // [live]
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("error.message"), Means: connector.InvalidCredential},
			// The key was read before its permissions were looked up [doc].
			{
				Status: []int{403},
				When:   connector.Expr("error.type == 'invalid_request_error'"),
				Text:   connector.Expr("error.message"),
				Words:  []string{"required permissions for this endpoint", "'rak_"},
				Means:  connector.KnownCredential,
			},
			{Status: []int{403}, When: connector.Expr("error"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Developers > API keys > Create restricted key",
			Steps: []string{
				"Sign in to the Stripe Dashboard as an administrator, and select live mode or the sandbox of the key.",
				"Open Developers > API keys and select Create restricted key.",
				"Name the key and add the permissions that the connector needs.",
				"Copy the key. In live mode, it is shown only once.",
			},
			Owner:         "An account in one mode. A key of a sandbox has no access to live mode.",
			Permissions:   "None. An error about a missing permission shows that the key is valid. To report the account, the key needs read access to it.",
			EndsWhen:      "The key is deleted or rolled, or the expiry set when rolling it has passed.",
			Rotation:      "An account can have several restricted keys. Create a new one, apply, then delete the old one. You can also roll the key, with an expiry that leaves time to apply.",
			RejectionHint: "Check whether the key was rolled or deleted, or whether the expiry set when rolling it has passed.",
			Uncertain: []string{
				"Which permission of a restricted key gives access to the account. Error messages and clients mention different ones.",
				"How Stripe responds to an organization key if `stripe_context` is an account of another organization.",
				"How Stripe responds to a key that is restricted to other IP addresses.",
				"Whether an account with an API version older than 2016-10-19 gets a 401 for a missing permission, which the provider would read as a rejection.",
			},
		},
		NexlaVendor: "stripe_api",
		Sources: []string{
			"Authentication: https://docs.stripe.com/api/authentication",
			"Errors: https://docs.stripe.com/api/errors",
			"Balance: https://docs.stripe.com/api/balance",
			"The Account object: https://docs.stripe.com/api/accounts/object",
			"API keys: https://docs.stripe.com/keys",
			"Organization API keys: https://docs.stripe.com/keys/organization-api-keys",
			"Stripe-Context header: https://docs.stripe.com/context",
			"Rate limits: https://docs.stripe.com/rate-limits",
			"Nexla and Stripe: https://docs.nexla.com/user-guides/connectors/stripe_api/stripe_api_auth",
			"Release 2016-10-19: https://docs.stripe.com/changelog/2016-10-19",
		},
		DocumentationURL: "https://docs.stripe.com/api",
		Example:          connector.Example{Name: "billing", Description: "Payments and payouts for revenue reporting"},
	}
}

// checkStripeKey rejects the third kind of key, which is for web pages and can read
// neither balance nor account [doc].
func checkStripeKey(value string) string {
	if strings.HasPrefix(value, "pk_") {
		return "must be a secret key or a restricted key; this is a publishable key, which is made for web pages"
	}
	return ""
}

// checkStripeFields rejects a key of an organization without an account. The
// documents write the prefix as sk_org [doc].
func checkStripeFields(values connector.Values) (field, problem string) {
	if strings.HasPrefix(values["api_key"].Reveal(), "sk_org") && values["stripe_context"].Reveal() == "" {
		return "stripe_context", "must be set for an organization key (sk_org_): the account that the key is used for, such as acct_1234567890"
	}
	return "", ""
}
