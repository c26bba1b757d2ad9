package catalog

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// resci is the definition of ReSci (Retention Science), a marketing service.
// Whether its API still exists is unknown, so a missing response is never a rejection.
//
// The header with the word ApiKey is documented [doc]; of the probes, one is a guess [guess] and the other third-party prose [said].
func resci() *connector.Definition {
	return &connector.Definition{
		Type:  "resci",
		Title: "ReSci",
		Fields: []connector.Field{{
			Name:        "api_key",
			Title:       "API Key Value",
			Description: "Key of the data API.",
			Secret:      true,
		}},
		Schemes: []connector.Scheme{{
			Name:        "api_key",
			Description: "Key in `Authorization`, prefixed with ApiKey.",
			Headers:     []connector.HeaderRule{connector.PrefixedHeader("Authorization", "ApiKey ", "api_key")},
		}},
		Regions: []connector.Region{{BaseURL: "https://data.retentionscience.com/v3"}},
		// It is documented that a call returns the site id, but its path is a guess.
		// /import_jobs is from third-party prose.
		Probes: []connector.Probe{
			{Path: "/ping", FindAccount: resciAccount, Finds: []string{"organization"}},
			{Path: "/import_jobs", AcceptedWhen: connector.Expr("type(@) == 'array' || type(import_jobs) == 'array'")},
		},
		Rules: []connector.Rule{
			{Status: []int{401}, When: connector.Expr("message"), Means: connector.InvalidCredential},
			{Status: []int{403}, When: connector.Expr("message"), Means: connector.AccessDenied},
			// A 400 that speaks of the key and not of the request [said].
			{
				Status: []int{400},
				Text:   connector.Expr("message"),
				Words:  []string{"api key", "apikey", "authoriz", "authentic", "credential"},
				Means:  connector.InvalidCredential,
			},
		},
		Key: connector.Key{
			MenuPath: "account menu > API settings",
			Steps: []string{
				"Sign in to Retention Science.",
				"Open API settings from the account menu.",
				"Reveal the API Password and copy it.",
			},
			Owner:         "A site. There are several classes of keys.",
			EndsWhen:      "The key is replaced in the API settings.",
			Rotation:      "It is not known whether two keys can be valid at the same time. Expect a new key to invalidate the previous one, and apply right away.",
			RejectionHint: "Keys for SFTP, Shopify or Magento do not work with the data API.",
			Uncertain: []string{
				"Whether the service is still available at its documented host. If it is not, set base_url.",
				"The path of the probe /ping.",
			},
		},
		NexlaVendor: "resci",
		Sources: []string{
			"Nexla and ReSci: https://docs.nexla.com/user-guides/connectors/resci/resci_auth",
		},
		DocumentationURL: "https://docs.nexla.com/user-guides/connectors/resci/resci_auth",
		Example:          connector.Example{Name: "lifecycle-mail", Description: "Campaign data of the web shop"},
	}
}

// bareID is a site id without JSON around it. It must have a digit, because a load
// balancer may return a word such as OK.
var bareID = regexp.MustCompile(`^[A-Za-z0-9_-]*[0-9][A-Za-z0-9_-]*$`)

// resciAccount: the proof is the site id, as JSON object or bare value [said].
func resciAccount(r connector.Response) (connector.Account, bool) {
	site := resciSite(r.Text())
	return connector.Account{Organization: site}, site != ""
}

// resciSite returns the site id of a response, or "".
func resciSite(body []byte) string {
	var object map[string]json.RawMessage
	if json.Unmarshal(body, &object) == nil {
		var nested struct {
			ID json.RawMessage `json:"id"`
		}
		_ = json.Unmarshal(object["site"], &nested) // It is no object where the id stands there itself.
		for _, candidate := range []json.RawMessage{object["site_id"], object["siteId"], object["site"], nested.ID, object["id"]} {
			if site := connector.Text(candidate); connector.IsIdentifier(site) {
				return site
			}
		}
		return ""
	}
	value := strings.TrimSpace(string(body))
	if json.Valid(body) {
		value = connector.Text(bytes.TrimSpace(body))
	}
	if len(value) <= 64 && value != "0" && bareID.MatchString(value) {
		return value
	}
	return ""
}
