package sandbox

import (
	"net/http"
	"strings"
)

// resci needs "Authorization: ApiKey KEY" [doc]. A key belongs to a site.
func resci() vendorKind {
	return vendorKind{
		name:   "resci",
		fields: []string{"api_key"},
		demo:   map[string]string{"api_key": "sandbox-resci-key-not-a-secret"},
		tile:   nexlaTile{"resci", "ReSci", []NexlaParameter{secretParameter("resci_key_value", "API Key Value", "api_key", 1)}},
		answer: answerReSci,
	}
}

func answerReSci(v *Vendor, c call) answer {
	key, found := strings.CutPrefix(c.header.Get("Authorization"), "ApiKey ")
	if !found || !v.valid(key) {
		return message(http.StatusUnauthorized, "Not authorized") // The member is [said], the text [guess].
	}
	switch c.path {
	case "/ping": // The call is [doc], its path [guess].
		return jsonAnswer(http.StatusOK, object{"site_id": 4711})
	case "/import_jobs": // [said]
		return jsonAnswer(http.StatusOK, []object{{"id": 31, "import_type": "users", "status": "finished"}})
	default:
		return message(http.StatusNotFound, "Not found")
	}
}
