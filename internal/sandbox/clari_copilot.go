package sandbox

import "net/http"

// clariCopilot needs X-Api-Key and X-Api-Password [doc]. There is one pair per workspace.
func clariCopilot() vendorKind {
	return vendorKind{
		name:   "clari_copilot",
		fields: []string{"api_key", "api_password"},
		demo: map[string]string{
			"api_key":      "sandbox-clari-copilot-key-not-a-secret",
			"api_password": "sandbox-clari-copilot-password-not-a-secret",
		},
		headers: []string{"X-Api-Key", "X-Api-Password"},
		oneKey:  true,
		tile: nexlaTile{"clari_copilot_api", "Clari Copilot", []NexlaParameter{
			secretParameter("x_api_key", "API Key", "api_key", 1),
			secretParameter("x_api_password", "API Password", "api_password", 2),
		}},
		answer: answerClariCopilot,
	}
}

func answerClariCopilot(v *Vendor, c call) answer {
	key, password := c.header.Get("X-Api-Key"), c.header.Get("X-Api-Password")
	if key == "" || password == "" {
		// On every path, known or not [live]: a 401 does not prove the path.
		return jsonAnswer(http.StatusUnauthorized, object{
			"errorMessage": "Credentials not provided!, see documentation: https://docs.example.com/copilot",
		})
	}
	if !v.valid(key, password) {
		return jsonAnswer(http.StatusUnauthorized, object{"errorMessage": "Invalid credentials"}) // Or 403 [guess].
	}
	switch c.path {
	case "/topics", "/v2/topics":
		return jsonAnswer(http.StatusOK, object{"topics": []object{
			{"id": "topic-1", "name": "Pricing"},
			{"id": "topic-2", "name": "Competitors"},
		}})
	case "/users":
		// Personal data of the whole workspace, which must not leave the answer.
		return jsonAnswer(http.StatusOK, object{"users": []object{
			{"id": "user-1", "name": "Ada Example", "email": "ada@example.com"},
			{"id": "user-2", "name": "Grace Example", "email": "grace@example.com"},
		}})
	default:
		return jsonAnswer(http.StatusNotFound, object{"errorMessage": "Not found"})
	}
}
