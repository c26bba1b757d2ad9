package connector

import (
	"encoding/json"
	"net/http"
	"time"
)

// clariCopilot is the definition of Clari Copilot, a service for recorded
// sales calls. Two headers [doc]; the vendor's pages call the second secret
// "API Secret".
func clariCopilot() *Definition {
	return &Definition{
		Type:  "clari_copilot",
		Title: "Clari Copilot",
		Fields: []Field{
			{
				Name:        "api_key",
				Title:       "API Key",
				Description: "The API key.",
				Secret:      true,
			},
			{
				Name:        "api_password",
				Title:       "API Password",
				Description: "The API password, which the vendor's pages call API Secret.",
				Secret:      true,
			},
		},
		Schemes: []Scheme{{
			Name:        "x_api_key",
			Description: "Key and password, each in a header of its own.",
			Headers: []HeaderRule{
				fieldHeader("X-Api-Key", "api_key"),
				fieldHeader("X-Api-Password", "api_password"),
			},
		}},
		Regions: []Region{{BaseURL: "https://rest-api.copilot.clari.com"}},
		// The answer to /users holds personal data of the whole workspace and
		// that to /topics none, so /topics is asked first.
		Probes: []Probe{{Path: "/topics"}, {Path: "/users"}},
		// [doc] Five at once and five more in the time that follows never exceed it.
		Limit: Limit{
			Documented: "10 requests a second, 100,000 a week",
			Every:      time.Second / 5,
			Burst:      5,
		},
		Classify: classifyClariCopilot,
		Key: Key{
			MenuPath: "Settings > Integrations > Clari Copilot API",
			Steps: []string{
				"Sign in to Clari Copilot as an administrator of the workspace.",
				"Open Settings > Integrations > Clari Copilot API.",
				"Generate the key and the secret, and copy both: they belong together.",
			},
			Owner:       "The workspace: there is one pair.",
			EndsWhen:    "A new pair is generated: it ends the old pair at once, for everything that uses it.",
			Rotation:    "There is one pair per workspace and a new one ends the old one at once, so a rotation without an outage is not possible: announce it, generate the pair and apply right away.",
			RefusalHint: "Somebody may have generated a new pair, which ends the old one at once; key and password must be of the same pair. The vendor's status page is clari.statuspage.io.",
			Uncertain: []string{
				"Whether wrong values are answered with 401 or with 403; both are taken as a refusal.",
			},
		},
		NexlaVendor:      "clari_copilot_api",
		DocumentationURL: "https://api-doc.copilot.clari.com",
	}
}

// classifyClariCopilot: accepted is a 200 with the array topics, or users [doc].
func classifyClariCopilot(a Answer) Outcome {
	if a.Status != http.StatusOK {
		return a.byStatus(Rejected)
	}
	var body struct {
		Topics json.RawMessage `json:"topics"`
		Users  json.RawMessage `json:"users"`
	}
	if a.decode(&body) && (isArray(body.Topics) || isArray(body.Users)) {
		// No answer names the workspace.
		return accepted(Account{})
	}
	return inconclusive(ReasonUnexpectedResponse)
}
