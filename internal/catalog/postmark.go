package catalog

import "github.com/connector-credentials/terraform-provider-connector/internal/connector"

// postmark is the definition of Postmark, a service that sends e-mail.
//
// A server API token is sent in X-Postmark-Server-Token [doc]. A wrong token, a
// missing one and the token of an account are a 401 with ErrorCode 10
// [live][doc]. The numbers of ErrorCode are no status codes.
//
// The response about the server has all of its tokens in clear and the
// addresses of its hooks [doc]. It is requested only where the account is
// required, and only its number and name are kept; a plan requests the delivery
// statistics.
func postmark() *connector.Definition {
	return &connector.Definition{
		Type:  "postmark",
		Title: "Postmark",
		Fields: []connector.Field{{
			Name:        "server_token",
			Title:       "Server API Token",
			Description: "API token of a server. The token of an account is not accepted.",
			Secret:      true,
			Check:       checkPostmarkToken,
		}},
		Schemes: []connector.Scheme{{
			Name:        "server_token",
			Description: "Token in `X-Postmark-Server-Token`.",
			Headers:     []connector.HeaderRule{connector.FieldHeader("X-Postmark-Server-Token", "server_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.postmarkapp.com"}},
		Probes: []connector.Probe{
			// Its members are a [guess]; it has no secret.
			{
				Path:         "/deliverystats",
				AcceptedWhen: connector.Expr("type(InactiveMails) == 'number' && type(Bounces) == 'array'"),
			},
			{
				Path:        "/server",
				Account:     connector.AccountPaths{ID: connector.Expr("ID"), Name: connector.Expr("Name")},
				Environment: connector.InBody("DeliveryType == 'Live' && 'live' || DeliveryType == 'Sandbox' && 'test' || `null`"), // [doc]
				Identified:  true,
			},
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("ErrorCode == `10`"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("ErrorCode && Message"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Servers > server > API Tokens > Generate another token",
			Steps: []string{
				"Sign in to Postmark, and open Servers.",
				"Choose the server, and open API Tokens.",
				"Generate another token and copy it.",
			},
			Owner:         "A server.",
			Permissions:   "None beyond those of every server token.",
			EndsWhen:      "The token is deleted, or its server is.",
			Rotation:      "A server can have several tokens: generate another one, apply, and delete the old one afterwards.",
			RejectionHint: "The token of an account is rejected here, as is the token of a server that was deleted.",
			Uncertain: []string{
				"How many tokens a server can have.",
				"The rate limit, which Postmark documents without a number.",
				"The members of the delivery statistics.",
			},
		},
		NexlaVendor: "postmark_api",
		Sources: []string{
			"API overview: https://postmarkapp.com/developer/api/overview",
			"Server API: https://postmarkapp.com/developer/api/server-api",
			"Bounce API, delivery statistics: https://postmarkapp.com/developer/api/bounce-api",
			"The vendor's client: https://github.com/ActiveCampaign/postmark.js, Server.d.ts",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/postmark",
		},
		DocumentationURL: "https://postmarkapp.com/developer/api/server-api",
		Example:          connector.Example{Name: "receipts", Description: "Delivery figures of the receipts"},
	}
}

// checkPostmarkToken rejects the published value for tests, which delivers no
// e-mail [doc].
func checkPostmarkToken(value string) string {
	if value == "POSTMARK_API_TEST" {
		return "must be the token of a server; this is the published value for tests, which opens no server"
	}
	return ""
}
