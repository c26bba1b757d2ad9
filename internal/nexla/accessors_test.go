package nexla_test

import (
	"reflect"
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
)

const (
	readAccessors    = "GET /data_credentials/30001/accessors"
	replaceAccessors = "POST /data_credentials/30001/accessors"
)

func TestAccessorsAreReplacedAndRead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		accessors []nexla.Accessor
		sent      string
	}{
		"some": {
			[]nexla.Accessor{
				{Type: "TEAM", ID: 12, AccessRoles: []string{"collaborator"}},
				{Type: "USER", Email: "ops@example.com", AccessRoles: []string{"admin"}},
			},
			`{"accessors":[{"type":"TEAM","id":12,"access_roles":["collaborator"]},` +
				`{"type":"USER","email":"ops@example.com","access_roles":["admin"]}]}`,
		},
		"none": {[]nexla.Accessor{}, `{"accessors":[]}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.holds("precoro_api", "a")
			client := f.client()
			wantNone(t, client.ReplaceAccessors(t.Context(), 30001, c.accessors))
			if sent := f.last(t, replaceAccessors).body; sent != c.sent {
				t.Errorf("sent %s, want %s", sent, c.sent)
			}
			got, err := client.Accessors(t.Context(), 30001)
			wantNone(t, err)
			if !reflect.DeepEqual(got, c.accessors) {
				t.Errorf("got %+v, want %+v", got, c.accessors)
			}
		})
	}
}

func TestShapesOfAccessors(t *testing.T) {
	t.Parallel()
	one := []nexla.Accessor{{Type: "TEAM", ID: 12, AccessRoles: []string{"operator"}}}
	for name, c := range map[string]struct {
		body string
		want []nexla.Accessor
		good bool
	}{
		"list":          {`[{"type":"team","id":"12","access_roles":[null,"operator"],"org_id":3}]`, one, true},
		"envelope":      {` {"accessors":[{"type":"TEAM","id":12,"access_roles":["operator"]}]}`, one, true},
		"empty":         {"", nil, true},
		"empty list":    {"[]", []nexla.Accessor{}, true},
		"null":          {"null", nil, false},
		"no list":       {`{"id":5}`, nil, false},
		"null in it":    {`{"accessors":null}`, []nexla.Accessor{}, true},
		"another shape": {`["TEAM"]`, nil, false},
		"a text":        {`"TEAM"`, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.replaceResponse(1, readAccessors, respondWith(200, c.body))
			got, err := f.client().Accessors(t.Context(), 30001)
			if !c.good {
				wantKind(t, err, nexla.Unexpected)
			} else if wantNone(t, err); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestReplacingMayBeRepeated(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.holds("precoro_api", "a")
	f.replaceResponseAfter(1, replaceAccessors, breaks)
	wantNone(t, f.client().ReplaceAccessors(t.Context(), 30001, nil))
	f.replaceResponse(always, replaceAccessors, respondWith(404, ""))
	if err := f.client().ReplaceAccessors(t.Context(), 30001, nil); !nexla.IsNotFound(err) {
		t.Error(err)
	}
	f.wantCounts(t, map[string]int{token: 2, replaceAccessors: 3})
}
