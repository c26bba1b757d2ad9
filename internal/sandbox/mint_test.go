package sandbox

import "testing"

func TestMintedCredentialIsValidAndEndsTheOldOneWhereThereIsOneKey(t *testing.T) {
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
		first, err := NewClient(running.URL()[len("http://"):]).Mint(t.Context(), vendor.Name())
		if err != nil {
			t.Fatal(err)
		}
		second := vendor.Mint()
		oneKey := vendor.kind.oneKey
		for name, c := range map[string]struct {
			fields map[string]string
			want   bool
		}{"demo": {vendor.Demo(), !oneKey}, "first": {first, !oneKey}, "second": {second, true}} {
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
