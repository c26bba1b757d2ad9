package sandbox

import (
	"net/http"
	"strconv"
	"strings"
)

// customerly knows two header forms. Connectors document "Authentication: Bearer
// TOKEN"; the API's own error text and working clients say "Authorization:
// Bearer TOKEN" [live][client].
func customerly() vendorKind {
	return vendorKind{
		name:    "customerly",
		fields:  []string{"api_key"},
		demo:    map[string]string{"api_key": "sandbox-customerly-token-not-a-secret"},
		schemes: []string{"authentication", "authorization"},
		headers: []string{"Authentication"},
		taken:   []string{"authorization"},
		tile:    nexlaTile{"customerly_api", "Customerly", []NexlaParameter{secretParameter("public_api_token", "API Key", "api_key", 1)}},
		answer:  answerCustomerly,
	}
}

func answerCustomerly(v *Vendor, c call) answer {
	token, readable := "", false
	for _, name := range []string{"Authentication", "Authorization"} {
		if value, found := strings.CutPrefix(c.header.Get(name), "Bearer "); found && v.takes(strings.ToLower(name)) {
			token, readable = value, true
		}
	}
	// Customerly refuses with status 500 and code 0 [doc][live].
	if !readable {
		return customerlyError(http.StatusInternalServerError,
			"You must provide a valid header Authorization: Bearer <TOKEN>")
	}
	if !v.valid(token) {
		return customerlyError(http.StatusInternalServerError, "Access token not found.")
	}

	switch c.path {
	case "/tags":
		return jsonAnswer(http.StatusOK, object{"data": []object{{"tag_id": 41, "name": "newsletter"}}})
	case "/users/list":
		page, pageErr := strconv.Atoi(c.query.Get("page"))
		perPage, perPageErr := strconv.Atoi(c.query.Get("per_page"))
		if pageErr != nil || perPageErr != nil || page < 0 || perPage < 1 {
			return customerlyError(http.StatusBadRequest, "page and per_page must be numbers") // [guess]
		}
		return jsonAnswer(http.StatusOK, object{"data": object{
			"total": 1,
			"users": []object{{"crmhero_user_id": 51, "name": "Ada Example", "email": "ada@example.com"}},
		}})
	default:
		return customerlyError(http.StatusNotFound, "Not found") // [guess]
	}
}

// customerlyError is the vendor's error body; the code is 0 in every one on record [live].
func customerlyError(status int, text string) answer {
	return jsonAnswer(status, object{"error": object{"code": 0, "message": text}})
}
