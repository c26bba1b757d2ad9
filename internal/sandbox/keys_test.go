package sandbox

import (
	"strings"
	"testing"
)

func TestCreatedCredentialReplacesTheOnlyKey(t *testing.T) {
	t.Parallel()
	running, err := Start(Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = running.Close() })
	for _, vendor := range running.Vendors() {
		values := func(fields map[string]string) []string {
			var list []string
			for _, field := range vendor.Fields() {
				list = append(list, fields[field])
			}
			return list
		}
		first, err := NewClient(running.URL()[len("http://"):]).Create(t.Context(), vendor.Name())
		if err != nil {
			t.Fatal(err)
		}
		second := vendor.CreateKey()
		oneKey := vendor.kind.oneKey
		for name, c := range map[string]struct {
			fields map[string]string
			want   bool
		}{"demo": {vendor.Demo(), !oneKey}, "first": {first.Fields, !oneKey}, "second": {second, true}} {
			if got := vendor.valid(values(c.fields)...); got != c.want {
				t.Errorf("%s: the %s credential is valid: %t, want %t", vendor.Name(), name, got, c.want)
			}
		}
	}
}

func TestVendorsThatKeepOneKeyAtATime(t *testing.T) {
	documented := map[string]bool{"precoro": true, "paymo": false, "clari_copilot": true, "resci": false, "customerly": false}
	for _, kind := range vendorKinds() {
		if want, known := documented[kind.name]; known && kind.oneKey != want {
			t.Errorf("%s keeps one key at a time: %t, want %t", kind.name, kind.oneKey, want)
		}
	}
}

func TestOneOfSeveralCredentialsIsRevoked(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, Config{RouteWindow: -1})
	c, v, ctx := NewClient(strings.TrimPrefix(s.URL(), "http://")), s.Vendor("resci"), t.Context()
	first, second := v.CreateKey(), v.CreateKey()
	statuses := func() []int {
		var list []int
		for _, fields := range []map[string]string{v.Demo(), first, second} {
			list = append(list, get(t, v.BaseURL()+"/ping", "Authorization", "ApiKey "+fields["api_key"]).status)
		}
		return list
	}
	for _, step := range []struct {
		name string
		do   func() error
		want [3]int
	}{
		{"create", func() error { return nil }, [3]int{200, 200, 200}},
		{"revoke the first", func() error { return c.RevokeCreated(ctx, "resci", 1) }, [3]int{200, 401, 200}},
		{"revoke the demo credential", func() error { return c.Revoke(ctx, "resci") }, [3]int{401, 401, 200}},
		{"restore the first", func() error { return c.RestoreCreated(ctx, "resci", 1) }, [3]int{401, 200, 200}},
	} {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if got := [3]int(statuses()); got != step.want {
			t.Errorf("%s: %v, want %v", step.name, got, step.want)
		}
	}
	accepted, err := c.Accepted(ctx, "resci")
	if err != nil || len(accepted) != 3 || accepted[0] || !accepted[1] || !accepted[2] {
		t.Errorf("accepted %v, %v", accepted, err)
	}
	for _, number := range []int{-1, 3} {
		if err := c.RevokeCreated(ctx, "resci", number); err == nil || !strings.Contains(err.Error(), "2 created credentials") {
			t.Errorf("credential %d: %v", number, err)
		}
	}
}
