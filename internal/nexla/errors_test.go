package nexla_test

import (
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
)

func TestErrorsShowOperationHostAndCause(t *testing.T) {
	t.Parallel()
	for want, err := range map[string]error{
		`Nexla already holds a credential named "a" of vendor "precoro_api": 1, 2`: &nexla.ExistsError{
			Name: "a", VendorName: "precoro_api", IDs: []int64{1, 2},
		},
		"credential 3 is in use, by data sources 7001, by data sinks 7002, 7003: in use": &nexla.InUseError{
			ID: 3, DataSources: []int64{7001}, DataSinks: []int64{7002, 7003}, Message: "in use",
		},
		"could not read credential 1 at nexla.example.com: HTTP 403 Forbidden: not yours": &nexla.Error{
			Kind: nexla.Forbidden, Operation: "read credential 1", Host: "nexla.example.com", HTTPStatus: 403, Message: "not yours",
		},
		"could not read credential 1 at nexla.example.com: the connection was refused": &nexla.Error{
			Kind: nexla.Unavailable, Operation: "read credential 1", Host: "nexla.example.com", Cause: "the connection was refused",
		},
	} {
		if err.Error() != want {
			t.Errorf("got %q, want %q", err.Error(), want)
		}
	}
}
