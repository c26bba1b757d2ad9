package connector_test

import (
	"encoding/base64"
	"testing"
)

// TestPartsOfAHeaderAreSecretsToo: a vendor reads the key from the header and may send it
// back without what is around it.
func TestPartsOfAHeaderAreSecretsToo(t *testing.T) {
	t.Parallel()
	const key = "canary-not-a-secret"
	for name, value := range map[string]string{
		"parameter":               "Token token=" + key,
		"quoted parameter":        `Token token="` + key + `"`,
		"parameter with a space":  `Token token = "` + key + `"`,
		"one of several":          `OAuth realm="example", oauth_token="` + key + `", v=1`,
		"cookie":                  "theme=dark; session=" + key,
		"list":                    "v1," + key,
		"Basic without padding":   "Basic " + base64.RawStdEncoding.EncodeToString([]byte("user1:"+key)),
		"Basic of another script": "Basic " + base64.URLEncoding.EncodeToString([]byte("???:"+key)),
	} {
		if got := reportedName(t, withHeader(value), "key "+key); got != "" {
			t.Errorf("%s: the key became %q", name, got)
		}
	}
	if got := reportedName(t, withHeader("Token scope=all, token="+key), "all"); got != "all" {
		t.Errorf("a short parameter is searched for: %q", got)
	}
}
