package connector

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
)

// customerly is the definition of Customerly, a customer service platform.
//
// Connectors document the token in a header named Authentication; the API's own
// error text and working clients use Authorization [live][client].
func customerly() *Definition {
	return &Definition{
		Type:  "customerly",
		Title: "Customerly",
		Fields: []Field{{
			Name:        "api_key",
			Title:       "API Key",
			Description: "The access token of the public API.",
			Secret:      true,
		}},
		Schemes: []Scheme{
			{
				Name:        "authentication",
				Description: "Bearer token in `Authentication`, the documented form of the connector.",
				Headers:     []HeaderRule{prefixedHeader("Authentication", "Bearer ", "api_key")},
			},
			{
				Name:        "authorization",
				Description: "Bearer token in `Authorization`, the form that Customerly's own API asks for.",
				Headers:     []HeaderRule{prefixedHeader("Authorization", "Bearer ", "api_key")},
			},
		},
		Regions: []Region{{BaseURL: "https://api.customerly.io/v1"}},
		Probes: []Probe{
			{Path: "/tags"},
			{Path: "/users/list", Query: "page=0&per_page=1"},
		},
		Classify: classifyCustomerly,
		Key: Key{
			MenuPath: "Project Settings > Installation > Public API > Your Access Token",
			Steps: []string{
				"Sign in to Customerly as an administrator who will stay in the project.",
				"Open Project Settings > Installation > Public API.",
				"Copy the text under Your Access Token.",
			},
			Owner:       "A project, through the teammate who made it.",
			EndsWhen:    "The teammate who made it leaves or loses administrator rights. It dies silently and is still shown in the settings.",
			Rotation:    "Let another administrator make a token, apply, and retire the old one afterwards.",
			RefusalHint: "A token dies silently when the teammate who made it leaves or loses administrator rights, and the settings still show it: let an administrator who stays make a new one.",
			Uncertain: []string{
				"Which of the two headers the API reads; the provider finds out by itself.",
			},
		},
		NexlaVendor:      "customerly_api",
		DocumentationURL: "https://docs.customerly.io/en/api/how-to-obtain-your-api-access-token-in-customerly",
	}
}

// customerlyRefusals are the messages that make a 500 a refusal [doc][live].
var customerlyRefusals = []string{
	"access token not found",
	"you must provide a valid header authorization",
}

// classifyCustomerly: accepted is a 200 with data [client]. The refusals of
// this vendor are 500s, so the body is read before the status.
func classifyCustomerly(a Answer) Outcome {
	switch a.Status {
	case http.StatusOK:
		var body struct {
			Data json.RawMessage `json:"data"`
		}
		if a.decode(&body) && isContainer(body.Data) {
			return accepted(Account{})
		}
		return inconclusive(ReasonUnexpectedResponse)
	case http.StatusInternalServerError:
		var body struct {
			Error struct {
				Code    *int   `json:"code"`
				Message string `json:"message"`
			} `json:"error"`
		}
		if a.decode(&body) && body.Error.Code != nil && *body.Error.Code == 0 {
			message := strings.ToLower(body.Error.Message)
			for _, refusal := range customerlyRefusals {
				if strings.Contains(message, refusal) {
					return rejected(ReasonInvalidCredential)
				}
			}
		}
	}
	return a.byStatus(Rejected)
}

// isContainer tells whether raw is a JSON array or object.
func isContainer(raw json.RawMessage) bool {
	trimmed := bytes.TrimSpace(raw)
	return len(trimmed) > 0 && (trimmed[0] == '[' || trimmed[0] == '{')
}
