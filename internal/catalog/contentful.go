package catalog

import (
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// contentful is the definition of Contentful, a content management system.
//
// A personal access token for the management API is sent as a bearer token
// [doc]. A wrong token is a 403 by several recordings and a 401 by another; the
// id AccessTokenInvalid is the same, and decides [live]. The tokens of delivery
// and preview get the same rejection [live]. A missing permission is a 403 with
// AccessDenied [client].
//
// The host for data in Europe is a [guess] and is left to base_url.
func contentful() *connector.Definition {
	return &connector.Definition{
		Type:  "contentful",
		Title: "Contentful",
		Fields: []connector.Field{{
			Name:        "personal_access_token",
			Title:       "Personal Access Token",
			Description: "Personal access token for the management API, which begins with CFPAT-.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "bearer",
			Description: "Bearer token in `Authorization`.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "Bearer ", "personal_access_token")},
		}},
		Regions: []connector.Region{{BaseURL: "https://api.contentful.com"}},
		Probes: []connector.Probe{{
			Path:         "/users/me",
			AcceptedWhen: connector.Expr("sys.type == 'User'"),
			Account:      connector.AccountPaths{ID: connector.Expr("sys.id"), Name: connector.Expr("join(' ', [firstName, lastName][?@])"), Email: connector.Expr("email")},
			Identified:   true,
		}},
		// [doc] Three at once and three more in the second that follows never exceed it.
		Limit: connector.Limit{
			Documented: "7 requests per second",
			Every:      250 * time.Millisecond,
			Burst:      3,
		},
		Rules: []connector.Rule{
			{Status: []int{401, 403}, When: connector.Expr("sys.type == 'Error' && sys.id == 'AccessTokenInvalid'"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("sys.type == 'Error'"), Means: connector.MissingPermission},
		},
		Key: connector.Key{
			MenuPath: "Settings > CMA tokens > Create personal access token",
			Steps: []string{
				"Sign in to Contentful as the user that the integration acts as.",
				"Open Settings, and there CMA tokens.",
				"Create a personal access token, name it, and choose when it expires.",
				"Copy the token. It is shown only once.",
			},
			Owner:         "A user, with that user's permissions.",
			Permissions:   "None beyond those of every user.",
			EndsWhen:      "The token is revoked or expires, or its user is removed.",
			Rotation:      "A user can have several tokens: create the new one, apply, and revoke the old one afterwards.",
			RejectionHint: "A token for delivery or preview gets the same rejection as a wrong one: the management API needs a personal access token.",
			Uncertain: []string{
				"Which status a rejection has: 403 and 401 were both recorded. The provider reads its body.",
				"The host for data in Europe.",
			},
		},
		NexlaVendor: "contentful_api",
		Sources: []string{
			"Authentication: https://www.contentful.com/developers/docs/references/content-management-api/",
			"Rejections with a 403: https://github.com/contentful/contentful-export/issues/98",
			"A rejection with a 401: https://github.com/contentful/contentful-management.js/issues/1057",
			"Working client: trufflesecurity/trufflehog, pkg/detectors/contentfulpersonalaccesstoken",
		},
		DocumentationURL: "https://www.contentful.com/developers/docs/references/content-management-api/",
		Example:          connector.Example{Name: "website-content", Description: "Entries of the website for the search index"},
	}
}
