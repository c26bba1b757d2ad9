package sandbox

import "net/http"

// mixpanel takes user name and secret of a service account with HTTP Basic [doc].
// An organization can have several service accounts [doc].
func mixpanel() vendorKind {
	return vendorKind{
		name:   "mixpanel",
		fields: []string{"username", "secret"},
		demo: map[string]string{
			"username": "sandbox-integration.example.com",
			"secret":   "sandbox-mixpanel-secret-not-a-secret",
		},
		tile: nexlaTile{"mixpanel_api", "Mixpanel", []NexlaParameter{
			{Name: "service_account_username", DisplayName: "Service Account Username", Field: "username", Order: 1},
			secretParameter("service_account_secret", "Service Account Secret", "secret", 2),
		}},
		answer: answerMixpanel,
	}
}

func answerMixpanel(v *Vendor, c call) answer {
	user, secret, found := (&http.Request{Header: c.header}).BasicAuth()
	if !found || !v.valid(user, secret) {
		// Missing, malformed and wrong credentials are the same to Mixpanel [doc].
		return mixpanelError(http.StatusUnauthorized, "Invalid credentials")
	}
	if c.path != "/app/me" {
		return mixpanelError(http.StatusNotFound, "Not found")
	}

	workspace := object{"id": 300, "name": "All Project Data", "project_id": 200, "is_global": true, "is_default": true}
	if c.query.Get("include_workspace_users") != "false" {
		// Personal data of everybody else, which a client can do without [client].
		workspace["users"] = []object{{"id": 3002, "name": "Ada Example", "email": "ada@example.com"}}
	}
	return jsonAnswer(http.StatusOK, object{"status": "ok", "results": object{
		"user_id":       3001,
		"user_name":     "Sandbox Integration",
		"user_email":    "integrations@example.com",
		"organizations": object{"100": object{"id": 100, "name": "Example Ltd", "role": "admin", "permissions": []string{"view_base_reports"}}},
		"projects": object{"200": object{
			"name": "Example Shop", "organization_id": 100, "timezone": "Etc/UTC", "has_workspaces": true, "domain": "mixpanel.com",
		}},
		"workspaces": object{"300": workspace},
	}})
}

// mixpanelError is the error body of the application API [doc].
func mixpanelError(status int, text string) answer {
	return jsonAnswer(status, object{"error": text, "status": "error"})
}
