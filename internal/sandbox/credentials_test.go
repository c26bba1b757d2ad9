package sandbox

import (
	"fmt"
	"strings"
	"testing"
)

func TestPairsDoNotMix(t *testing.T) {
	s := newSandbox(t, Config{RouteWindow: -1})
	precoro, clari := s.Vendor("precoro"), s.Vendor("clari_copilot")
	precoro.Issue(map[string]string{"api_token": "second-token", "user_email": "second@example.com"})
	clari.Issue(map[string]string{"api_key": "second-key", "api_password": "second-password"})

	taxes := precoro.BaseURL() + "/taxes?page=1&per_page=10"
	get(t, taxes, "X-AUTH-TOKEN", "second-token", "email", "second@example.com").want(t, 200)
	get(t, taxes, "X-AUTH-TOKEN", "second-token", "email", "integrations@example.com").want(t, 401)
	get(t, taxes, "X-AUTH-TOKEN", "second-token").want(t, 401)
	get(t, clari.BaseURL()+"/topics", "X-Api-Key", "second-key", "X-Api-Password", "second-password").want(t, 200)
	get(t, clari.BaseURL()+"/topics", "X-Api-Key", "second-key", "X-Api-Password",
		"sandbox-clari-copilot-password-not-a-secret").want(t, 401)
	get(t, clari.BaseURL()+"/topics", "X-Api-Key", "second-key").want(t, 401, "Credentials not provided!")
}

func TestOnlyTakenHeaderFormsAreRead(t *testing.T) {
	s := newSandbox(t, Config{RouteWindow: -1})
	paymo, customerly := s.Vendor("paymo"), s.Vendor("customerly")
	const key, token = "sandbox-paymo-key-not-a-secret", "Bearer sandbox-customerly-token-not-a-secret"
	statuses := func() string {
		return fmt.Sprint(
			get(t, paymo.BaseURL()+"/me", "Authorization", key).status,
			get(t, paymo.BaseURL()+"/me", "Authorization", basic(key, "X")).status,
			get(t, customerly.BaseURL()+"/tags", "Authentication", token).status,
			get(t, customerly.BaseURL()+"/tags", "Authorization", token).status,
		)
	}
	if got := statuses(); got != "401 200 500 200" {
		t.Errorf("by default: %s", got)
	}
	paymo.Take("api_key")
	customerly.Take("authentication")
	if got := statuses(); got != "200 401 200 500" {
		t.Errorf("the documented forms: %s", got)
	}
	paymo.Take("api_key", "basic")
	customerly.Take("authentication", "authorization")
	if got := statuses(); got != "200 200 200 200" {
		t.Errorf("both: %s", got)
	}
	get(t, paymo.BaseURL()+"/me", "Authorization", basic(key, "")).want(t, 401)
	get(t, customerly.BaseURL()+"/tags", "Authorization", strings.TrimPrefix(token, "Bearer ")).
		want(t, 500, "You must provide a valid header")
}

func TestForeignFieldsPanicWithoutTheirValues(t *testing.T) {
	v := newSandbox(t, Config{}).Vendor("precoro")
	defer func() {
		if text, _ := recover().(string); text == "" || strings.Contains(text, "hidden-value") {
			t.Errorf("panic %q", text)
		}
	}()
	v.Issue(map[string]string{"api_token": "hidden-value", "api_key": "hidden-value"})
}
