package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// datadog is the definition of Datadog, a monitoring service.
//
// Two headers [doc]. The API key alone can send data. Reading data also needs the
// application key, so both are required and verified together.
func datadog() *connector.Definition {
	return &connector.Definition{
		Type:  "datadog",
		Title: "Datadog",
		Fields: []connector.Field{
			{
				Name:        "api_key",
				Title:       "Organization API Key",
				Description: "API key of the organization.",
				Secret:      true,
			},
			{
				Name:        "application_key",
				Title:       "Application Key",
				Description: "Application key of a user or a service account of the same organization.",
				Secret:      true,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        "dd_api_key",
			Description: "API key and application key in separate headers.",
			Headers: []connector.HeaderRule{
				connector.FieldHeader("DD-API-KEY", "api_key"),
				connector.FieldHeader("DD-APPLICATION-KEY", "application_key"),
			},
		}},
		// Each site is a service of its own: a key of one is unknown at the others [doc].
		Regions: []connector.Region{
			{Name: "us1", BaseURL: "https://api.datadoghq.com"},
			{Name: "us3", BaseURL: "https://api.us3.datadoghq.com"},
			{Name: "us5", BaseURL: "https://api.us5.datadoghq.com"},
			{Name: "eu1", BaseURL: "https://api.datadoghq.eu"},
			{Name: "uk1", BaseURL: "https://api.uk1.datadoghq.com"},
			{Name: "ap1", BaseURL: "https://api.ap1.datadoghq.com"},
			{Name: "ap2", BaseURL: "https://api.ap2.datadoghq.com"},
			{Name: "us1_fed", BaseURL: "https://api.ddog-gov.com"},
			{Name: "us2_fed", BaseURL: "https://api.us2.ddog-gov.com"},
		},
		// The first validates both keys and reports nothing else: /api/v1/validate
		// and /api/v2/validate look at the API key alone [doc]. The second reports
		// the account that owns the application key [doc].
		Probes: []connector.Probe{
			{Path: "/api/v2/validate_keys", AcceptedWhen: connector.Expr("status == 'ok'")},
			{
				Path:         "/api/v2/current_user",
				AcceptedWhen: connector.Expr("data.type == 'users'"),
				Account: connector.AccountPaths{
					ID:    connector.Expr("data.id"),
					Name:  connector.Expr("data.attributes.name"),
					Email: connector.Expr("data.attributes.email"),
				},
				Identified: true,
				// An application key with scopes may not read its user.
				Rules: []connector.Rule{{Status: []int{403}, When: connector.Expr("errors"), Means: connector.MissingPermission}},
			},
		},
		// Both have a list of errors [doc].
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("errors"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("errors"), Means: connector.AccessDenied},
		},
		Key: connector.Key{
			MenuPath: "account menu > Organization Settings > API Keys",
			Steps: []string{
				"Sign in to Datadog at the site of your organization.",
				"Open Organization Settings > API Keys, select New Key, name it and copy it.",
				"Open Organization Settings > Service Accounts and create an application key for the service account of the integration, or one for yourself under Application Keys.",
				"Copy the application key (not the key ID). Many organizations show it only once.",
			},
			Owner:         "The organization owns the API key. A user or a service account owns the application key, which has that account's permissions within its scopes.",
			Permissions:   "No particular scope. To report the account, the application key must be allowed to read its own user.",
			EndsWhen:      "One of the two keys is revoked, or the account that owns the application key is deactivated.",
			Rotation:      "There can be several keys of both kinds. Create new ones, wait a few seconds until they are active, apply, then revoke the old ones.",
			RejectionHint: "Region and keys must belong to the same organization. A new key can be rejected for a few seconds.",
			Uncertain: []string{
				"Which wrong key gets a 401 and which a 403. Datadog documents both, and both are read as a rejection.",
				"Whether the first probe accepts an application key whatever its scopes are.",
				"Whether an IP allowlist of the organization responds with the same 403.",
				"The rate limit of the probes: Datadog reports limits in the headers of its responses only.",
			},
		},
		NexlaVendor: "datadog_api",
		Sources: []string{
			"Validate API and application keys: https://docs.datadoghq.com/api/latest/key-management/validate-api-and-application-keys/",
			"Authentication: https://docs.datadoghq.com/api/latest/authentication/",
			"API and application keys: https://docs.datadoghq.com/account_management/api-app-keys/",
			"Service accounts: https://docs.datadoghq.com/account_management/org_settings/service_accounts/",
			"Datadog sites: https://docs.datadoghq.com/getting_started/site/",
			"Rate limits: https://docs.datadoghq.com/api/latest/rate-limits/",
			"The vendor's client: https://github.com/DataDog/datadog-api-client-go, api/datadogV2/api_key_management.go",
			"Labels of Nexla's form: https://docs.nexla.com/user-guides/connectors/datadog_api/datadog_api_auth",
		},
		DocumentationURL: "https://docs.datadoghq.com/api/latest/key-management/validate-api-and-application-keys/",
		Example:          connector.Example{Name: "service-levels", Description: "Monitors and objectives for the availability report"},
	}
}
