package catalog

import (
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// launchdarkly is the definition of LaunchDarkly, a service for feature flags.
//
// An access token, personal or of a service, is sent in Authorization as it is,
// and the version of the API in a header of its own [doc]. The documented text
// of a rejection is "Invalid access token" [doc]; recorded ones speak of the
// account ID header, of an invalid key, or have the code invalid_token [live].
// The code decides, not the text. The documents use a 401 for a missing
// permission too; the probe has none [doc].
//
// The probe accepts SDK keys as well, which are no access tokens: authKind
// decides [doc]. The owner of a personal token is a member, whose number alone
// is reported, and the account is its organization.
func launchdarkly() *connector.Definition {
	return &connector.Definition{
		Type:  "launchdarkly",
		Title: "LaunchDarkly",
		Fields: []connector.Field{{
			Name:        "access_token",
			Title:       "Access Token",
			Description: "Access token, personal or of a service, which begins with api-. It needs no particular role.",
			Secret:      true,
			Check:       checkLaunchdarklyToken,
		}},
		Schemes: []connector.Scheme{{
			Name:        "access_token",
			Description: "Token as it is in `Authorization`, and the version of the API in `LD-API-Version`.",
			Headers: []connector.HeaderRule{
				connector.FieldHeader("Authorization", "access_token"),
				connector.FixedHeader("LD-API-Version", "20240415"),
			},
		}},
		Regions: []connector.Region{
			{Name: "us", BaseURL: "https://app.launchdarkly.com"},
			{Name: "eu", BaseURL: "https://app.eu.launchdarkly.com"},
			{Name: "federal", BaseURL: "https://app.launchdarkly.us"},
		},
		// It needs no permission [doc].
		Probes: []connector.Probe{{
			Path:         "/api/v2/caller-identity",
			AcceptedWhen: connector.Expr("authKind == 'token'"),
			Account:      connector.AccountPaths{ID: connector.Expr("memberId || accountId"), Organization: connector.Expr("accountId")},
			Scopes:       connector.InBody("scopes"), // [doc] the member; [guess] its content.
			Identified:   true,
		}},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("code == 'unauthorized' || code == 'invalid_token'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("code && message"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Account settings > Authorization > Access tokens > Create token",
			Steps: []string{
				"Sign in to LaunchDarkly, in the region of the account.",
				"Open Account settings > Authorization, and there Access tokens.",
				"Create a token: name it, choose its role, and make it a service token if it is to outlive its creator.",
				"Copy the token. It is shown only once.",
			},
			Owner:         "A member, with at most the rights of that member, or the account for a service token.",
			Permissions:   "No particular role.",
			EndsWhen:      "The token is deleted or reset, or the member of a personal token is removed.",
			Rotation:      "A member and an account can have several tokens: create the new one with the same role, apply, and delete the old one afterwards. A reset can let the old value live for a chosen time.",
			RejectionHint: "The region must be that of the account. SDK keys and mobile keys are no access tokens.",
			Uncertain: []string{
				"What LaunchDarkly reports as the scopes of an access token, whose permissions are its role.",
				"Which of the recorded texts a token that was deleted leads to. The code decides.",
				"Whether a reset can let the old value live for a chosen time.",
				"The rate limits, which LaunchDarkly does not publish.",
			},
		},
		NexlaVendor: "launchdarkly_api",
		Sources: []string{
			"The vendor's OpenAPI description: https://github.com/launchdarkly/api-client-go, api/openapi.yaml, operation getCallerIdentity",
			"Authentication: https://launchdarkly.com/docs/api",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/launchdarkly",
		},
		DocumentationURL: "https://launchdarkly.com/docs/api/other/get-caller-identity",
		Example:          connector.Example{Name: "feature-flags", Description: "Flags and their owners for the release report"},
	}
}

// checkLaunchdarklyToken rejects the keys of environments by their prefixes
// [doc]: the probe accepts them, and no route for data does.
func checkLaunchdarklyToken(value string) string {
	if strings.HasPrefix(value, "sdk-") || strings.HasPrefix(value, "mob-") {
		return "must be an access token; this is a key of an environment, which serves flags to applications only"
	}
	return connector.CheckBare(value) // [live]
}
