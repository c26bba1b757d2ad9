package catalog

import (
	"net/http"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// bamboohr is the definition of BambooHR, a service for human resources.
//
// Every customer has a host. An API key is the user name of HTTP Basic, with any
// password [doc]. Neither probe returns data of a person; which permission the
// first one needs is not documented.
//
// A rejection is a 401 [doc]. Its body is often empty and its reason in a
// header, which had three s before [client]; without the header, the response
// can come from something in front of the vendor. A 403 is a missing permission as
// well as a user that was disabled [doc], so that it is no rejection.
func bamboohr() *connector.Definition {
	return &connector.Definition{
		Type:  "bamboohr",
		Title: "BambooHR",
		Fields: []connector.Field{
			{
				Name:        "company_domain",
				Title:       "Company Domain",
				Description: "Domain of the company, such as `acme` in `acme.bamboohr.com`.",
				Tenant:      true,
			},
			{
				Name:        "api_key",
				Title:       "API Key",
				Description: "API key of a user.",
				Secret:      true,
				Check:       connector.CheckBasicUser,
			},
		},
		Schemes: []connector.Scheme{{
			Name:        "basic",
			Description: "HTTP Basic with the key as user name and any password.",
			Headers: []connector.HeaderRule{
				connector.BasicHeader("api_key", "x"),
				connector.FixedHeader("Accept", "application/json"),
			},
		}},
		Regions: []connector.Region{{BaseURL: "https://{company_domain}.bamboohr.com/api/v1"}},
		Probes: []connector.Probe{
			{
				Path:         "/company_information",
				AcceptedWhen: connector.Expr("legalName || displayName"),
				Account:      connector.AccountPaths{Organization: connector.Expr("displayName || legalName")},
			},
			{Path: "/meta/fields", AcceptedWhen: connector.Expr("type(@) == 'array' && [0].id")},
		},
		Hook: bamboohrError,
		Key: connector.Key{
			MenuPath: "profile menu > API Keys > Add New Key",
			Steps: []string{
				"Sign in to BambooHR as the user that the integration acts as. The user needs the permission to create API keys.",
				"Open API Keys from the profile menu.",
				"Select Add New Key, and name the key.",
				"Copy the key. It is shown only once.",
			},
			Owner:         "A user, with that user's permissions.",
			Permissions:   "permission to read the information of the company, or the list of fields if that is denied.",
			EndsWhen:      "The key is deleted, or its user is disabled.",
			Rotation:      "A user can have several keys: add the new one, apply, and delete the old one afterwards.",
			RejectionHint: "The company domain must be that of the key. BambooHR is said to return the same response for another domain.",
			Uncertain: []string{
				"Which permission the first probe needs.",
				"Whether another company domain is a 401 or a 404. A 401 is read as a rejection.",
				"A 403 can mean that the user was disabled. It is not read as a rejection.",
			},
		},
		NexlaVendor: "bamboohr_api",
		Sources: []string{
			"The vendor's client: https://github.com/BambooHR/bhr-api-python, README and docs/AccountInformationApi.md",
			"Technical overview: https://documentation.bamboohr.com/docs/api-details",
			"Getting started: https://documentation.bamboohr.com/docs/getting-started",
			"Working client: NangoHQ/nango, packages/providers/providers.yaml",
		},
		DocumentationURL: "https://documentation.bamboohr.com/docs/getting-started",
		Example:          connector.Example{Name: "people", Description: "Head counts for the workforce planning"},
	}
}

// bamboohrError recognizes the vendor by the header of an error, because the body
// is often empty.
func bamboohrError(r connector.Response) (connector.Outcome, bool) {
	if r.Header.Get("X-BambooHR-Error-Message") == "" && r.Header.Get("X-BambooHR-Error-Messsage") == "" {
		return connector.Outcome{}, false
	}
	switch r.Status {
	case http.StatusUnauthorized:
		return connector.InvalidCredential, true
	case http.StatusForbidden:
		return connector.MissingPermission, true
	default:
		return connector.Outcome{}, false
	}
}
