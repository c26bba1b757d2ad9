package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestNexlaStoresWhatWasSentAndShowsNoSecret(t *testing.T) {
	s := newSandbox(t, Config{})
	n := s.Nexla()
	c := newNexlaClient(t, n)
	demo := s.Vendor("precoro").Demo()
	response := c.do("POST", "/data_credentials", c.credentialBody("prod", "precoro_api", demo, object{"description": "For <tests>"}))
	response.want(t, 200, `"description":"For <tests>"`, `"verified_status":null`, `"verified_at":null`, `"managed":false`)
	shown := decode[shownCredential](t, response)
	if shown.ID != nexlaFirstHeldID || shown.Owner.Email != "integrations@example.com" || shown.Vendor.Name != "precoro_api" ||
		shown.AuthTemplate.ID != n.Templates("precoro_api")[0].ID || !slices.Equal(shown.Tags, []string{"terraform"}) ||
		!slices.Equal(shown.AccessRoles, []string{"owner"}) || shown.CreatedAt != shown.UpdatedAt {
		t.Errorf("shown %+v", shown)
	}
	// Only what is no secret comes back.
	if want := map[string]string{"user_email_address": "integrations@example.com"}; !maps.Equal(shown.TemplateConfig, want) {
		t.Errorf("template_config %v", shown.TemplateConfig)
	}
	id := fmt.Sprint("/data_credentials/", shown.ID)
	for _, shows := range []reply{response, c.do("GET", id, ""), c.do("GET", "/data_credentials", ""), c.do("PUT", id, `{"name":"prod"}`)} {
		if strings.Contains(shows.body, "not-a-secret") {
			t.Errorf("a secret came back: %s", shows.body)
		}
	}
	held := n.Credentials()
	want := map[string]string{"x_auth_token": demo["api_token"], "user_email_address": demo["user_email"]}
	if len(held) != 1 || !maps.Equal(held[0].TemplateConfig, want) || held[0].OwnerID != n.OwnerID() || held[0].VendorName != "precoro_api" {
		t.Errorf("held %+v", held)
	}
	held[0].TemplateConfig["x_auth_token"], held[0].Tags[0] = "changed", "changed"
	if again := n.Credentials()[0]; !maps.Equal(again.TemplateConfig, want) || again.Tags[0] != "terraform" {
		t.Error("Credentials returns its own map")
	}
}

func TestNexlaRejectsInvalidRequests(t *testing.T) {
	s := newSandbox(t, Config{})
	n := s.Nexla()
	c := newNexlaClient(t, n)
	demo := s.Vendor("precoro").Demo()
	config := func(values object) object { return object{"template_config": values} }
	for name, wrong := range map[string]struct {
		change object
		says   string
	}{
		"no name":            {object{"name": nil}, "name is missing"},
		"blank name":         {object{"name": " "}, "name must not be empty"},
		"long name":          {object{"name": strings.Repeat("ä", 256)}, "name is longer than 255"},
		"no description":     {object{"description": nil}, "description is missing"},
		"long description":   {object{"description": strings.Repeat("x", 256)}, "description is longer"},
		"no type":            {object{"credentials_type": nil}, "credentials_type is missing"},
		"another type":       {object{"credentials_type": "s3"}, "credentials_type must be rest"},
		"no vendor":          {object{"vendor_id": nil}, "vendor_id is missing"},
		"vendor by text":     {object{"vendor_id": "4101"}, "vendor_id is of the wrong type"},
		"unknown vendor":     {object{"vendor_id": 1}, "vendor_id is no vendor's"},
		"unknown template":   {object{"auth_template_id": 1}, "auth_template_id is no template of precoro_api"},
		"no config":          {object{"template_config": nil}, "template_config is missing"},
		"config of fields":   {config(object{"api_token": "x", "user_email": "y"}), "user_email_address is missing"},
		"missing parameter":  {config(object{"user_email_address": "x"}), "x_auth_token is missing"},
		"empty parameter":    {config(object{"user_email_address": "x", "x_auth_token": ""}), "x_auth_token is missing"},
		"number":             {config(object{"user_email_address": "x", "x_auth_token": 1}), "template_config is of the wrong type"},
		"surplus parameter":  {config(object{"user_email_address": "x", "x_auth_token": "y", "more": "z"}), "not in the template: more"},
		"tags of no list":    {object{"tags": "terraform"}, "tags is of the wrong type"},
		"empty tag":          {object{"tags": []string{""}}, "tags must not be empty"},
		"misspelt key":       {object{"tag": []string{"x"}}, "tag is not accepted here"},
		"faked verification": {object{"verified_status": "200 Ok"}, "verified_status is not accepted here"},
	} {
		t.Run(name, func(t *testing.T) {
			c.wrongly("POST", "/data_credentials", c.credentialBody("x", "precoro_api", demo, wrong.change)).
				want(t, 400, `{"message":"`, wrong.says)
		})
	}
	sound := c.credentialBody("x", "precoro_api", demo, nil)
	c.wrongly("POST", "/data_credentials", sound, "Content-Type", "").want(t, 400, "Content-Type")
	c.wrongly("POST", "/data_credentials", "[]").want(t, 400, "JSON object")
	c.wrongly("POST", "/data_credentials", "null").want(t, 400, "JSON object")
	if held := n.Credentials(); len(held) != 0 {
		t.Errorf("held %+v", held)
	}
	c.do("POST", "/data_credentials", c.credentialBody(strings.Repeat("ä", 255), "precoro_api", demo,
		object{"auth_template_id": nil, "tags": nil})).want(t, 200, `"tags":[]`)

	n.AddTemplate("precoro_api", NexlaTemplate{Name: "second", Parameters: []NexlaParameter{{Name: "key", DisplayName: "Key"}}})
	c.wrongly("POST", "/data_credentials", c.credentialBody("x", "precoro_api", demo, object{"auth_template_id": nil})).
		want(t, 400, "auth_template_id is missing: precoro_api has 2 templates")
	c.do("POST", "/data_credentials", sound).want(t, 200)
}

func TestNexlaPutChangesOnlyWhatIsSent(t *testing.T) {
	now := &clock{now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	s := newSandboxAt(t, Config{}, now.Now)
	n := s.Nexla()
	c := newNexlaClient(t, n)
	id := c.make("prod", "paymo_api", s.Vendor("paymo").Demo())
	path := fmt.Sprintf("/data_credentials/%d", id)
	c.do("GET", path+"/probe", "").want(t, 200)
	verified := n.Credentials()[0].VerifiedAt
	now.advance(time.Minute)

	shown := decode[shownCredential](t, c.do("PUT", path, `{"description":"new"}`))
	if shown.Name != "prod" || shown.Description != "new" || shown.UpdatedAt != "2026-01-02T03:05:05.000Z" || shown.CreatedAt != "2026-01-02T03:04:05.000Z" {
		t.Errorf("shown %+v", shown)
	}
	if tags := decode[shownCredential](t, c.do("PUT", path, `{"tags":["b","terraform"]}`)).Tags; !slices.Equal(tags, []string{"terraform", "b"}) {
		t.Errorf("tags %v", tags)
	}
	c.do("PUT", path, `{"tags":[]}`).want(t, 200, `"tags":["terraform","b"]`)

	// Without vendor_id a template_config is silently ignored.
	c.do("PUT", path, `{"template_config":{"api_key_value":"rotated"}}`).want(t, 200)
	if got := n.Credentials()[0].TemplateConfig["api_key_value"]; got != "sandbox-paymo-key-not-a-secret" {
		t.Errorf("held %s", got)
	}
	vendor := fmt.Sprintf(`"vendor_id":%d,"auth_template_id":%d`, n.VendorID("paymo_api"), n.Templates("paymo_api")[0].ID)
	c.do("PUT", path, `{`+vendor+`,"template_config":{"api_key_value":"rotated"}}`).want(t, 200, `"verified_status":"200 Ok"`)
	held := n.Credentials()[0]
	if held.TemplateConfig["api_key_value"] != "rotated" || !held.VerifiedAt.Equal(verified) || held.VerifiedStatus != "200 Ok" || held.ID != id {
		t.Errorf("held %+v", held)
	}

	for body, says := range map[string]string{
		`{` + vendor + `,"template_config":{}}`:              "api_key_value is missing",
		`{"vendor_id":4101}`:                                 "vendor_id cannot be changed",
		`{"vendor_id":4101,"template_config":{"x":"y"}}`:     "vendor_id cannot be changed",
		`{"name":null}`:                                      "name is of the wrong type",
		`{"name":"x","verified_status":"200 Ok"}`:            "verified_status is not accepted here",
		`{"name":"x","description":1}`:                       "description is of the wrong type",
		`{"name":"x","credentials_type":"s3"}`:               "credentials_type must be rest",
		`{"name":"x","credentials":{"auth.type":"API_KEY"}}`: "credentials is not accepted here",
	} {
		c.wrongly("PUT", path, body).want(t, 400, says)
	}
	if after := n.Credentials()[0]; after.Name != "prod" || after.TemplateConfig["api_key_value"] != "rotated" {
		t.Errorf("a rejected change was made in part: %+v", after)
	}
}

func TestNexlaRejectsTheDeletionOfWhatIsInUse(t *testing.T) {
	n := newSandbox(t, Config{}).Nexla()
	c := newNexlaClient(t, n)
	id := n.Add(NexlaCredential{Name: "used", VendorName: "resci"})
	path := fmt.Sprintf("/data_credentials/%d", id)
	n.Use(id, []int{7001}, nil)
	if got := c.do("DELETE", path, ""); got.status != 405 || got.body != `{"data_sinks":[],"data_sources":[7001],"message":"Data credentials in use"}` {
		t.Errorf("%d %s", got.status, got.body)
	}
	n.Use(id, nil, nil)
	if got := c.do("DELETE", path, ""); got.status != 200 || got.body != "" {
		t.Errorf("%d %q", got.status, got.body)
	}
	for _, method := range []string{"GET", "DELETE"} {
		if got := c.do(method, path, ""); got.status != 404 || got.body != "" {
			t.Errorf("%s: %d %q", method, got.status, got.body)
		}
	}
	if next := n.Add(NexlaCredential{Name: "next"}); next != id+1 {
		t.Errorf("id %d after %d", next, id)
	}
}

func TestNexlaIsChangedInItsUI(t *testing.T) {
	n := newSandbox(t, Config{}).Nexla()
	c := newNexlaClient(t, n)
	id := n.Add(NexlaCredential{ID: 41, Name: "by hand", VendorName: "resci", TemplateConfig: map[string]string{"resci_key_value": "x"}})
	n.Rename(id, "renamed")
	c.do("GET", "/data_credentials/41", "").want(t, 200, `"name":"renamed"`, `"name":"resci"`, `"auth_template":{`)
	n.Remove(id)
	c.do("GET", "/data_credentials/41", "").want(t, 404)
	for name, wrong := range map[string]func(){
		"rename":  func() { n.Rename(41, "x") },
		"use":     func() { n.Use(41, nil, nil) },
		"vendor":  func() { n.Add(NexlaCredential{VendorName: "precoro"}) },
		"same id": func() { n.Add(NexlaCredential{ID: 42}); n.Add(NexlaCredential{ID: 42}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			wrong()
		}()
	}
}

func TestNexlaKeepsOwnersApart(t *testing.T) {
	n := newSandbox(t, Config{}).Nexla()
	c := newNexlaClient(t, n)
	for name, other := range map[string]struct {
		roles                []string
		read, change, remove int
	}{
		"not shared": {nil, 403, 403, 403},
		"read":       {[]string{"collaborator"}, 200, 403, 403},
		"all":        {[]string{"admin"}, 200, 200, 200},
	} {
		path := fmt.Sprintf("/data_credentials/%d", n.Add(NexlaCredential{Name: name, OwnerID: 7, AccessRoles: other.roles}))
		for method, want := range map[string]int{"GET": other.read, "PUT": other.change} {
			body := map[string]string{"PUT": `{"description":"x"}`}[method]
			got := c.do(method, path, body)
			got.want(t, want)
			if got.status == 403 && got.body != "" {
				t.Errorf("%s, %s: %q", name, method, got.body)
			}
		}
		c.wrongly("DELETE", path, "").want(t, other.remove)
	}
	c.do("GET", "/data_credentials", "").want(t, 200, "[]")
	c.do("GET", "/data_credentials?access_role=admin", "").want(t, 200, "[]")
	c.do("GET", "/data_credentials?access_role=collaborator", "").want(t, 200, `"name":"read"`, `"user-7@example.com"`)
}
