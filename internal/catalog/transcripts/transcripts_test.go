package transcripts

import (
	"strings"
	"testing"
)

// TestUnfinishedTranscriptIsReportedWithItsFile: otherwise many tests fail, one of
// them with a panic, and none says what to write.
func TestUnfinishedTranscriptIsReportedWithItsFile(t *testing.T) {
	const file = "internal/catalog/transcripts/acme_crm.txtar"
	sections := []string{
		"-- credential --\napi_key: sandbox-acme-key-not-a-secret\n",
		"-- headers bearer --\nAuthorization: Bearer sandbox-acme-key-not-a-secret\n",
		"-- nexla --\nacme_crm_api: Acme CRM\napi_key: api_key, API Key\n",
	}
	if _, err := read("acme_crm.txtar", []byte(strings.Join(sections, ""))); err != nil {
		t.Errorf("a complete one: %v", err)
	}
	for i, name := range []string{"credential", "headers", "nexla"} {
		others := strings.Join(sections[:i], "") + strings.Join(sections[i+1:], "")
		_, err := read("acme_crm.txtar", []byte(others))
		if err == nil || !strings.Contains(err.Error(), file) || !strings.Contains(err.Error(), `"`+name+`"`) {
			t.Errorf("without %s: %v", name, err)
		}
	}
	if _, err := read("acme_crm.txtar", []byte("-- nexla --\nacme_crm_api\n")); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("a malformed line: %v", err)
	}
}
