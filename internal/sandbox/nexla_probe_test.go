package sandbox

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

func TestNexlaProbesVerifyWithTheVendor(t *testing.T) {
	now := &clock{now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	s := newSandboxAt(t, Config{}, now.Now)
	n := s.Nexla()
	c := newNexlaClient(t, n)
	for _, name := range n.VendorNames() {
		v := s.Vendor(n.mustVendor(name).connector)
		id := c.make(name, name, v.Demo())
		probe := fmt.Sprintf("/data_credentials/%d/probe", id)
		held := func() NexlaCredential {
			list := n.Credentials()
			return list[len(list)-1]
		}
		v.Revoke(v.Demo())
		c.do("GET", probe, "").want(t, 403, `{"message":"`, `"status":403`)
		if h := held(); !h.VerifiedAt.IsZero() || h.VerifiedStatus != "" {
			t.Errorf("%s: a rejection was stored: %+v", name, h)
		}
		v.Restore(v.Demo())
		if got := c.do("GET", probe, ""); got.status != 200 || got.body != "" {
			t.Errorf("%s: %d %q", name, got.status, got.body)
		}
		verified := now.Now()
		if h := held(); !h.VerifiedAt.Equal(verified) || h.VerifiedStatus != "200 Ok" {
			t.Errorf("%s: %+v", name, h)
		}
		now.advance(time.Second) // Short, so that the session outlives all vendors.
		v.Revoke(v.Demo())
		c.do("GET", probe, "").want(t, 403)
		if h := held(); !h.VerifiedAt.Equal(verified) || h.VerifiedStatus != "200 Ok" {
			t.Errorf("%s: a rejection changed what was verified: %+v", name, h)
		}
		if len(v.Requests()) != 0 {
			t.Errorf("%s got a request", name)
		}
	}
}

func TestNexlaProbesWithOtherTemplates(t *testing.T) {
	s := newSandbox(t, Config{})
	n := s.Nexla()
	c := newNexlaClient(t, n)
	template := NexlaTemplate{ID: 77, Parameters: []NexlaParameter{
		{Name: "one", DisplayName: "API Token (X-AUTH-TOKEN)"}, {Name: "two", DisplayName: "User Email"}}}
	n.AddTemplate("precoro_api", template)
	template.ID, template.Parameters = 78, []NexlaParameter{
		{Name: "one", DisplayName: "Email", Field: "api_token"}, {Name: "two", DisplayName: "Token", Field: "user_email"}}
	n.AddTemplate("precoro_api", template)
	n.AddTemplate("clari_copilot_api", NexlaTemplate{ID: 79, Parameters: []NexlaParameter{
		{Name: "one", DisplayName: "API Password"}, {Name: "two", DisplayName: "API Key"}}})
	precoro, clari := s.Vendor("precoro").Demo(), s.Vendor("clari_copilot").Demo()
	for _, held := range []NexlaCredential{
		{VendorName: "precoro_api", TemplateID: 77, TemplateConfig: map[string]string{"one": precoro["api_token"], "two": precoro["user_email"]}},
		{VendorName: "precoro_api", TemplateID: 78, TemplateConfig: map[string]string{"one": precoro["api_token"], "two": precoro["user_email"]}},
		{VendorName: "clari_copilot_api", TemplateID: 79, TemplateConfig: map[string]string{"one": clari["api_password"], "two": clari["api_key"]}},
	} {
		c.do("GET", fmt.Sprintf("/data_credentials/%d/probe", n.Add(held)), "").want(t, 200)
	}
	c.do("GET", fmt.Sprintf("/data_credentials/%d/probe", n.Add(NexlaCredential{Name: "by hand"})), "").want(t, 403, "nothing to probe")
}

func TestNexlaProbesReturnWhatIsSet(t *testing.T) {
	s := newSandbox(t, Config{Latency: 30 * time.Millisecond})
	n := s.Nexla()
	c := newNexlaClient(t, n)
	id := n.Add(NexlaCredential{Name: "x", VendorName: "resci", TemplateConfig: map[string]string{"resci_key_value": "sent"}})
	probe := fmt.Sprintf("/data_credentials/%d/probe", id)
	for _, probed := range []struct {
		status         int
		message, wants string
	}{
		{403, "Rejected", `{"message":"Rejected","status":403}`},
		{401, "Unauthorized by the vendor", `{"message":"Unauthorized by the vendor","status":401}`},
		{401, "", ""},
		{429, "Slow down", `{"message":"Slow down","status":429}`},
		{503, "", ""},
		{200, "Connected", `{"message":"Connected","output":{},"status":"ok"}`},
		{200, "", ""},
	} {
		var received NexlaCredential
		n.ProbeWith(func(held NexlaCredential) (int, string) {
			received = held
			return probed.status, probed.message
		})
		began := time.Now()
		if got := c.wrongly("GET", probe, ""); got.status != probed.status || got.body != probed.wants {
			t.Errorf("%d %s: %d %q", probed.status, probed.message, got.status, got.body)
		}
		if received.TemplateConfig["resci_key_value"] != "sent" || time.Since(began) < 30*time.Millisecond {
			t.Errorf("requested %+v after %s", received, time.Since(began))
		}
		if verified := !n.Credentials()[0].VerifiedAt.IsZero(); verified != (probed.status == 200) {
			t.Errorf("%d %s: verified: %t", probed.status, probed.message, verified)
		}
	}
	n.ProbeWith(func(held NexlaCredential) (int, string) {
		n.Remove(held.ID) // Somebody removes it during the probe.
		return 200, ""
	})
	c.do("GET", probe, "").want(t, 200)
	c.do("GET", probe, "").want(t, 404)
	c.wrongly("GET", probe+"?async=true", "").want(t, 400)
	n.ProbeWith(nil)
	c.do("GET", fmt.Sprintf("/data_credentials/%d/probe", n.Add(NexlaCredential{OwnerID: 7})), "").want(t, 403)
}

func TestNexlaAccessorsAreReplacedAddedAndRemoved(t *testing.T) {
	n := newSandbox(t, Config{}).Nexla()
	c := newNexlaClient(t, n)
	path := fmt.Sprintf("/data_credentials/%d/accessors", n.Add(NexlaCredential{Name: "x"}))
	const team, user = `{"type":"TEAM","id":12,"access_roles":["collaborator"]}`, `{"type":"USER","email":"ada@example.com","access_roles":["admin"]}`
	held := func() (list []string) {
		for _, a := range n.Credentials()[0].Accessors {
			list = append(list, fmt.Sprint(a.Type, a.ID, a.Email, a.AccessRoles))
		}
		return list
	}
	for _, step := range []struct {
		method, body string
		want         []string
	}{
		{"GET", "", nil},
		{"POST", `{"accessors":[` + team + `]}`, []string{"TEAM12[collaborator]"}},
		{"PUT", `{"accessors":[` + user + `,` + team + `]}`, []string{"TEAM12[collaborator]", "USER9001ada@example.com[admin]"}},
		{"PUT", `{"accessors":[{"type":"USER","id":9001,"access_roles":["operator"]}]}`,
			[]string{"TEAM12[collaborator]", "USER9001ada@example.com[admin operator]"}},
		{"DELETE", `{"accessors":[{"type":"USER","id":9001,"access_roles":["admin"]},{"type":"ORG","id":1}]}`,
			[]string{"TEAM12[collaborator]", "USER9001ada@example.com[operator]"}},
		{"DELETE", `{"accessors":[{"type":"TEAM","id":12}]}`, []string{"USER9001ada@example.com[operator]"}},
		{"POST", `{"accessors":[{"type":"USER","id":7,"access_roles":["admin"]},{"type":"USER","email":"user-7@example.com","access_roles":["admin"]}]}`,
			[]string{"USER7user-7@example.com[admin]"}},
		{"POST", `{"accessors":[]}`, nil},
		{"POST", `{"accessors":[` + team + `]}`, []string{"TEAM12[collaborator]"}},
		{"DELETE", "", nil},
	} {
		c.do(step.method, path, step.body).want(t, 200)
		if !slices.Equal(held(), step.want) {
			t.Errorf("after %s %s: %v, want %v", step.method, step.body, held(), step.want)
		}
	}
	c.do("POST", path, `{"accessors":[`+user+`]}`).want(t, 200, `"email":"ada@example.com"`, `"id":9001`, `"access_roles":["admin"]`)
	for _, wrong := range []string{
		`{}`, `{"accessors":null}`, `{"accessors":{}}`, `{"accessors":[{"type":"GROUP","id":1,"access_roles":["admin"]}]}`,
		`{"accessors":[{"type":"TEAM","access_roles":["admin"]}]}`, `{"accessors":[{"type":"TEAM","id":1}]}`,
		`{"accessors":[{"type":"TEAM","email":"a@example.com","access_roles":["admin"]}]}`,
		`{"accessors":[{"type":"USER","id":1,"email":"a@example.com","access_roles":["admin"]}]}`,
		`{"accessors":[{"type":"TEAM","id":1,"access_roles":["reader"]}]}`, `{"accessors":[{"type":"TEAM","id":1,"role":"admin"}]}`,
	} {
		c.wrongly("POST", path, wrong).want(t, 400, `{"message":"`)
	}
	if want := []string{"USER9001ada@example.com[admin]"}; !slices.Equal(held(), want) {
		t.Errorf("held %v, want %v", held(), want)
	}
	other := fmt.Sprintf("/data_credentials/%d/accessors", n.Add(NexlaCredential{OwnerID: 7, AccessRoles: []string{"collaborator"}}))
	c.do("GET", other, "").want(t, 200)
	c.do("PUT", other, `{"accessors":[`+team+`]}`).want(t, 403)
}
