package connector_test

import (
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

func TestCustomerlyRejectsWithA500(t *testing.T) {
	cases := []responseCase{}
	for _, body := range []string{
		`{"error":{"code":0,"message":"Access token not found."}}`,
		`{"error":{"code":0,"message":"access TOKEN not found"}}`,
		`{"error":{"message":"Access token not found.","code":0,"trace":null},"data":null}`,
		`{"error":{"code":0,"message":"You must provide a valid header Authorization: Bearer <TOKEN>"}}`,
		`{"error":{"code":0,"message":"You must provide a valid header Authorization: Bearer \u003cTOKEN\u003e"}}`,
	} {
		cases = append(cases,
			responseCase{name: body, path: "/tags", status: 500, contentType: jsonType, body: body, want: rejected},
			responseCase{name: body + " on users", path: "/users/list", status: 500, contentType: htmlType, body: body, want: rejected})
	}
	wantOutcomes(t, "customerly", cases)
}

func TestCustomerly500sThatAreNoRejection(t *testing.T) {
	cases := []responseCase{}
	for _, body := range []string{
		`{"error":{"code":1,"message":"Access token not found."}}`,
		`{"error":{"code":500,"message":"Access token not found."}}`,
		`{"error":{"code":null,"message":"Access token not found."}}`,
		`{"error":{"code":"0","message":"Access token not found."}}`,
		`{"error":{"message":"Access token not found."}}`,
		`{"error":{"code":0,"message":"Internal server error"}}`,
		`{"error":{"code":0,"message":"Access token could not be looked up"}}`,
		`{"error":{"code":0,"message":""}}`,
		`{"error":{"code":0,"message":["Access token not found."]}}`,
		`{"error":{"code":0}}`,
		`{"error":"Access token not found."}`,
		`{"code":0,"message":"Access token not found."}`,
		`[{"error":{"code":0,"message":"Access token not found."}}]`,
		`{"error":{"code":0,"message":"Access token not found."`,
		`Access token not found.`,
		`"Access token not found."`,
		`null`,
		``,
		htmlPage,
		`<p>{"error":{"code":0,"message":"Access token not found."}}</p>`,
	} {
		cases = append(cases, responseCase{name: body, status: 500, contentType: jsonType, body: body, want: broken})
	}
	// Only a 500 is known as a rejection.
	const rejectionBody = `{"error":{"code":0,"message":"Access token not found."}}`
	cases = append(cases,
		responseCase{name: "503", status: 503, contentType: jsonType, body: rejectionBody, want: broken},
		responseCase{name: "502", status: 502, contentType: jsonType, body: rejectionBody, want: broken},
		responseCase{name: "400", status: 400, contentType: jsonType, body: rejectionBody, want: unexpected},
		responseCase{name: "404", status: 404, contentType: jsonType, body: rejectionBody, want: routeGone},
		responseCase{name: "429", status: 429, contentType: jsonType, body: rejectionBody, want: limited},
		responseCase{name: "403", status: 403, contentType: jsonType, body: rejectionBody, want: forbidden},
		responseCase{name: "401", status: 401, contentType: jsonType, body: rejectionBody, want: connector.Outcome{Status: connector.Rejected, Reason: connector.ReasonInvalidCredential}},
	)
	wantOutcomes(t, "customerly", cases)
}
