package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestNexlaListsAndFilters(t *testing.T) {
	n := newSandbox(t, Config{}).Nexla()
	c := newNexlaClient(t, n)
	n.Add(NexlaCredential{Name: "Prod", VendorName: "precoro_api", Tags: []string{"a"}})
	n.Add(NexlaCredential{Name: "prod-eu", VendorName: "paymo_api"})
	n.Add(NexlaCredential{Name: "test", VendorName: "paymo_api"})
	n.Add(NexlaCredential{Name: "by hand"})
	n.Add(NexlaCredential{Name: "prod", VendorName: "paymo_api", OwnerID: 7})
	for query, want := range map[string][]string{
		"":                             {"by hand", "test", "prod-eu", "Prod"}, // Newest first.
		"?access_role=owner":           {"by hand", "test", "prod-eu", "Prod"},
		"?access_role=collaborator":    nil,
		"?name=prod":                   {"prod-eu", "Prod"},
		"?name=prod&vendor_name=paymo": {"prod-eu"},
		"?vendor_name=_api":            {"test", "prod-eu", "Prod"},
		"?credentials_type=rest":       {"by hand", "test", "prod-eu", "Prod"},
		"?credentials_type=paymo_api":  {"test", "prod-eu"},
		"?credentials_type=paymo":      nil,
		fmt.Sprint("?vendor_id=", n.VendorID("precoro_api")):             {"Prod"},
		fmt.Sprint("?auth_template_id=", n.Templates("paymo_api")[0].ID): {"test", "prod-eu"},
	} {
		response := c.do("GET", "/data_credentials"+query, "")
		response.want(t, 200)
		var names []string
		for _, shown := range decode[[]shownCredential](t, response) {
			names = append(names, shown.Name)
		}
		if !slices.Equal(names, want) {
			t.Errorf("%s: %v, want %v", query, names, want)
		}
		if response.header.Get("Link")+response.header.Get("X-Total-Count") != "" {
			t.Errorf("%s: unrequested pages", query)
		}
	}
	if body := c.do("GET", "/data_credentials", "").body; strings.Contains(body, `"tags"`) || strings.Contains(body, `"auth_template"`) {
		t.Errorf("a listing shows more than is specified: %s", body)
	}
	n.ListInFull(true)
	c.do("GET", "/data_credentials?name=prod", "").want(t, 200, `"tags":["a"]`, `"tags":[]`, `"auth_template":{`)
	for _, query := range []string{"?tag=a", "?access_role=reader", "?page=0", "?page=x", "?per_page=0", "?page=99999999999999"} {
		c.wrongly("GET", "/data_credentials"+query, "").want(t, 400, `{"message":"`)
	}
	c.wrongly("GET", "/data_credentials/30388?brief=1", "").want(t, 400)
}

func TestNexlaListsInPages(t *testing.T) {
	n := newSandbox(t, Config{}).Nexla()
	c := newNexlaClient(t, n)
	for i := range 25 {
		n.Add(NexlaCredential{Name: fmt.Sprint("number ", i)})
	}
	// follow requests one page after the other by the links.
	follow := func(path string) (sizes []int) {
		for path != "" {
			response := c.do("GET", path, "")
			rows := len(decode[[]shownCredential](t, response))
			sizes = append(sizes, rows)
			if response.header.Get("X-Total-Count") != "25" || response.header.Get("X-Current-Page") != fmt.Sprint(len(sizes)) ||
				response.header.Get("X-Page-Count") != fmt.Sprint(rows) {
				t.Errorf("page %d of %s: %v", len(sizes), path, response.header)
			}
			path = ""
			for link := range strings.SplitSeq(response.header.Get("Link"), ", ") {
				if address, isNext := strings.CutSuffix(link, `>; rel="Next"`); isNext {
					path = strings.TrimPrefix(address, "<"+n.BaseURL())
				}
			}
		}
		return sizes
	}
	for path, want := range map[string][]int{
		"/data_credentials?page=1":                       {10, 10, 5},
		"/data_credentials?per_page=20&name=number":      {20, 5},
		"/data_credentials?page=1&per_page=25":           {25},
		"/data_credentials?access_role=owner&per_page=9": {9, 9, 7},
	} {
		if got := follow(path); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
	n.PageSize(12)
	for path, want := range map[string][]int{"/data_credentials": {12, 12, 1}, "/data_credentials?per_page=20": {12, 12, 1}} {
		if got := follow(path); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
	last := c.do("GET", "/data_credentials?page=3&per_page=12", "")
	if want := "<" + n.BaseURL() + `/data_credentials?page=2&per_page=12>; rel="Previous"`; last.header.Get("Link") != want {
		t.Errorf("Link %s, want %s", last.header.Get("Link"), want)
	}
	c.do("GET", "/data_credentials?page=9", "").want(t, 200, "[]")

	const elsewhere = "https://elsewhere.example.com/data_credentials?page=2"
	n.NextLink(elsewhere)
	for _, size := range []int{12, 0} {
		n.PageSize(size)
		if got := c.do("GET", "/data_credentials", "").header.Get("Link"); got != "<"+elsewhere+`>; rel="Next"` {
			t.Errorf("Link %s", got)
		}
	}
	n.NextLink("")
	if got := c.do("GET", "/data_credentials", "").header; got.Get("Link") != "" {
		t.Errorf("Link %s", got.Get("Link"))
	}
}

func TestNexlaShowsVendorsWithTheLabelsOfItsUI(t *testing.T) {
	s := newSandbox(t, Config{})
	n := s.Nexla()
	c := newNexlaClient(t, n)
	type vendor struct {
		ID            int
		Name          string
		DisplayName   string `json:"display_name"`
		AuthTemplates []struct {
			ID              int
			CredentialsType string `json:"credentials_type"`
			AuthParameters  []struct {
				Name, Description string
				DisplayName       string `json:"display_name"`
				DataType          string `json:"data_type"`
				Order             int
				Secured           bool
			} `json:"auth_parameters"`
		} `json:"auth_templates"`
	}
	fieldNames := map[string]bool{}
	for _, v := range s.Vendors() {
		for _, field := range v.Fields() {
			fieldNames[field] = true
		}
	}
	documented := map[string][]string{
		"precoro_api":       {"User Email", "API Token (X-AUTH-TOKEN)"},
		"paymo_api":         {"API Key Value"},
		"clari_copilot_api": {"API Key", "API Password"},
		"resci":             {"API Key Value"},
		"customerly_api":    {"API Key"},
	}
	kinds := vendorKinds()
	for _, kind := range kinds {
		name := kind.tile.name
		shown := decode[vendor](t, c.do("GET", "/vendors?vendor_name="+name+"&expand=1", ""))
		if shown.ID != n.VendorID(name) || shown.Name != name || len(shown.AuthTemplates) != 1 || shown.AuthTemplates[0].CredentialsType != "rest" {
			t.Fatalf("%s: %+v", name, shown)
		}
		var got, want, fields []string
		for _, p := range kind.tile.parameters {
			want = append(want, fmt.Sprint(p.DisplayName, p.Secured))
			fields = append(fields, p.Field)
		}
		var labels []string
		for _, p := range shown.AuthTemplates[0].AuthParameters {
			labels = append(labels, p.DisplayName)
			got = append(got, fmt.Sprint(p.DisplayName, p.Secured))
			if fieldNames[p.Name] {
				t.Errorf("internal/catalog/transcripts/%s.txtar, section nexla: give the parameter %q a name that no field of a connector has. Only the labels are known, so the provider must not find it by its name.", kind.name, p.Name)
			}
			if p.Name == "" || p.DataType != "string" || p.Order == 0 {
				t.Errorf("%s: %+v", name, p)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: labels %v, want %v", name, got, want)
		}
		if known := documented[name]; known != nil && !slices.Equal(labels, known) {
			t.Errorf("%s: labels %v, want %v", name, labels, known)
		}
		required := slices.DeleteFunc(slices.Clone(kind.fields), func(field string) bool { return slices.Contains(kind.optional, field) })
		if slices.Sort(fields); !slices.Equal(fields, slices.Sorted(slices.Values(required))) {
			t.Errorf("%s requires %v, and a credential has %v", name, fields, required)
		}
	}
	for _, p := range n.Templates("precoro_api")[0].Parameters {
		if p.Secured != (p.Field == "api_token") {
			t.Errorf("%s is secret: %t", p.DisplayName, p.Secured)
		}
	}
	all := decode[[]struct {
		Name          string
		AuthTemplates []int `json:"auth_templates"`
	}](t, c.do("GET", "/vendors", ""))
	if len(all) != len(kinds) || len(n.VendorNames()) != len(kinds) || len(all[0].AuthTemplates) != 1 {
		t.Errorf("vendors %+v", all)
	}
	if got := c.do("GET", "/vendors?vendor_name=precoro", ""); got.status != 404 || got.body != "" {
		t.Errorf("part of a name: %d %q", got.status, got.body)
	}
	c.wrongly(http.MethodGet, "/vendors?name=x", "").want(t, 400)

	n.SetTemplates("resci", NexlaTemplate{ID: 77, Parameters: []NexlaParameter{{Name: "p", DisplayName: "Key", DataType: "password"}}})
	c.do("GET", "/vendors?vendor_name=resci&expand=1", "").want(t, 200, `"id":77`, `"data_type":"password"`)
	n.SetTemplates("resci")
	c.do("GET", "/vendors?vendor_name=resci&expand=1", "").want(t, 200, `"auth_templates":[]`)
	c.wrongly("POST", "/data_credentials", c.credentialBody("x", "paymo_api", s.Vendor("paymo").Demo(),
		object{"vendor_id": n.VendorID("resci"), "auth_template_id": nil})).want(t, 400, "resci has 0 templates")
}
