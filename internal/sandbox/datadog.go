package sandbox

import "net/http"

// datadog needs DD-API-KEY and DD-APPLICATION-KEY [doc], and takes the pair only:
// both keys belong to one organization.
func datadog() vendorKind {
	return vendorKind{
		name:   "datadog",
		fields: []string{"api_key", "application_key"},
		demo: map[string]string{
			"api_key":         "sandbox-datadog-api-key-not-a-secret",
			"application_key": "sandbox-datadog-application-key-not-a-secret",
		},
		headers: []string{"DD-API-KEY", "DD-APPLICATION-KEY"},
		tile: nexlaTile{"datadog_api", "Datadog", []NexlaParameter{
			secretParameter("organization_key", "Organization API Key", "api_key", 1),
			secretParameter("datadog_app_key", "Application Key", "application_key", 2),
		}},
		answer: answerDatadog,
	}
}

// answerDatadog keeps to no rate: Datadog publishes no number for this route, and
// tells its limits in X-RateLimit headers where there are any [doc].
func answerDatadog(v *Vendor, c call) answer {
	key, application := c.header.Get("DD-API-KEY"), c.header.Get("DD-APPLICATION-KEY")
	// 401 or 403 [doc], and which of them when [guess].
	if !v.valid(key, application) {
		return datadogErrors(http.StatusUnauthorized, "Unauthorized")
	}
	switch c.path {
	case "/api/v2/validate_keys":
		return jsonAnswer(http.StatusOK, object{"status": "ok"}) // There is nothing else in it [doc].
	case "/api/v2/current_user":
		return jsonAnswer(http.StatusOK, object{"data": object{
			"type": "users",
			"id":   "00000000-0000-9999-0000-000000000000",
			"attributes": object{
				"name": "Sandbox Integration", "email": "integrations@example.com", "handle": "integrations@example.com",
				"service_account": true, "status": "Active", "disabled": false,
			},
		}})
	default:
		return datadogErrors(http.StatusNotFound, "Not found")
	}
}

// datadogErrors is the vendor's error body, a list of texts [doc].
func datadogErrors(status int, text string) answer {
	return jsonAnswer(status, object{"errors": []string{text}})
}
