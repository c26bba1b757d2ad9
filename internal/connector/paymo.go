package connector

import (
	"encoding/json"
	"net/http"
	"time"
)

// paymo is the definition of Paymo, a project management service.
//
// Connectors document the raw key in Authorization; Paymo's own documents and
// every working client use HTTP Basic with the key as user name and any text
// as password [doc][client].
func paymo() *Definition {
	return &Definition{
		Type:  "paymo",
		Title: "Paymo",
		Fields: []Field{{
			Name:        "api_key",
			Title:       "API Key Value",
			Description: "The API key.",
			Secret:      true,
			Check:       checkBasicUser,
		}},
		Schemes: []Scheme{
			{
				Name:        "api_key",
				Description: "The raw key in `Authorization`, the documented form of the connector.",
				Headers:     []HeaderRule{fieldHeader("Authorization", "api_key")},
			},
			{
				Name:        "basic",
				Description: "HTTP Basic with the key as user name, the form that Paymo's own API is known to take.",
				Headers:     []HeaderRule{basicHeader("api_key", "x")},
			},
		},
		Regions: []Region{{BaseURL: "https://app.paymoapp.com/api"}},
		Probes:  []Probe{{Path: "/me", TellsAccount: true}},
		// [client] Two at once and three more in the time that follows never exceed it.
		Limit: Limit{
			Documented: "5 requests in 5 seconds",
			Every:      5 * time.Second / 3,
			Burst:      2,
		},
		Classify: classifyPaymo,
		Key: Key{
			MenuPath: "profile picture > My Settings > API Keys",
			Steps: []string{
				"Sign in to Paymo as the user that the integration is to act as.",
				"Open My Settings from the profile picture, and there API Keys.",
				"Add a key and copy it: it is shown once.",
			},
			Owner:    "A user, with the rights of that user.",
			EndsWhen: "The key is deleted, or its user is deactivated or removed.",
			Rotation: "A user can have several keys: add the new one, apply, and delete the old one afterwards.",
			Uncertain: []string{
				"Whether Paymo takes the raw key in Authorization; if it does not, the provider goes on to HTTP Basic by itself.",
				"That a refusal is always a 401.",
			},
		},
		NexlaVendor:      "paymo_api",
		DocumentationURL: "https://github.com/paymoapp/api",
	}
}

// classifyPaymo: accepted is a 200 with users[0].id [doc]. A 403 means that the
// key is good and a right is missing, so it is no refusal.
func classifyPaymo(a Answer) Outcome {
	if a.Status != http.StatusOK {
		return a.byStatus(Inconclusive)
	}
	var body struct {
		Users []struct {
			ID    json.RawMessage `json:"id"`
			Name  string          `json:"name"`
			Email string          `json:"email"`
			Type  string          `json:"type"`
		} `json:"users"`
	}
	if !a.decode(&body) || len(body.Users) == 0 {
		return inconclusive(ReasonUnexpectedResponse)
	}
	user := body.Users[0]
	id := identifier(user.ID)
	if id == "" {
		return inconclusive(ReasonUnexpectedResponse)
	}
	return accepted(Account{ID: id, Name: user.Name, Email: user.Email, Role: user.Type})
}
