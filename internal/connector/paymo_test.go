package connector_test

import (
	"testing"
)

func TestPaymoNeedsTheUsersID(t *testing.T) {
	for _, body := range []string{
		`{"users":[]}`, `{"users":{}}`, `{"users":[null]}`, `{"users":[{}]}`, `{"users":[{"id":null}]}`, `{"users":[{"id":""}]}`,
		`{"users":[{"id":{}}]}`, `{"users":[{"id":[1]}]}`, `{"users":[{"id":true}]}`, `{"users":[1]}`, `{"users":[{"name":"Ada"}]}`,
		`{"users":{"0":{"id":1}}}`, `{"user":{"id":1}}`,
	} {
		got := judge(t, definition(t, "paymo"), responseCase{status: 200, contentType: jsonType, body: body})
		if got != unexpected {
			t.Errorf("%s: %+v, want %+v", body, got, unexpected)
		}
	}
}
