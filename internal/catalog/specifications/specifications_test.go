// Package specifications compares the transcripts with the vendors' own OpenAPI
// descriptions, so that neither a transcript nor the definition that the other
// tests hold against it can drift from the vendor.
//
// NAME.yaml has the operations of the probes of one connector: servers, security,
// parameters, and the members of each response, in OpenAPI 3 even if the vendor's
// description is Swagger 2. Its first lines are the source. Members are left out
// that no transcript has and that the vendor does not require. Where a vendor is
// known to respond with more than it describes, x-source says how that is known.
package specifications

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
)

//go:embed *.yaml
var files embed.FS

// TestTranscriptsKeepToTheSpecifications checks each exchange that a transcript
// takes from the vendor. Those that are made up deviate on purpose.
func TestTranscriptsKeepToTheSpecifications(t *testing.T) {
	eachSpecification(t, func(t *testing.T, transcript *transcripts.Transcript, router routers.Router, operations []string) {
		var accepted []string
		for _, exchange := range transcript.Exchanges {
			if strings.HasPrefix(exchange.Source, "made up") {
				continue
			}
			operation, err := check(t.Context(), transcript, router, exchange)
			if err != nil {
				t.Errorf("%s: %v", exchange.Name, err)
			}
			if exchange.Role == transcripts.Accepted {
				accepted = append(accepted, operation)
			}
		}
		for _, operation := range operations {
			if !slices.Contains(accepted, operation) {
				t.Errorf("%s: the transcript has no exchange with the role accepted", operation)
			}
		}
	})
}

// TestSpecificationsFindErrors changes each accepted response in the ways in
// which a transcript could be wrong, and shows that the check above can fail.
func TestSpecificationsFindErrors(t *testing.T) {
	eachSpecification(t, func(t *testing.T, transcript *transcripts.Transcript, router routers.Router, _ []string) {
		for _, exchange := range transcript.Exchanges {
			operation, err := check(t.Context(), transcript, router, exchange)
			if exchange.Role != transcripts.Accepted || operation == "" || err != nil {
				continue
			}
			for name, change := range map[string]func(*transcripts.Exchange){
				"another member":      func(e *transcripts.Exchange) { e.Body = bytes.Replace(e.Body, []byte("{"), []byte(`{"made_up":1,`), 1) },
				"a list":              func(e *transcripts.Exchange) { e.Body = []byte(`[]`) },
				"truncated":           func(e *transcripts.Exchange) { e.Body = e.Body[:len(e.Body)-1] },
				"another media type":  func(e *transcripts.Exchange) { e.Header = http.Header{"Content-Type": {"text/html"}} },
				"another query":       func(e *transcripts.Exchange) { e.Query = "made_up=1" },
				"without credentials": nil,
			} {
				changed, of := exchange, transcript
				if change == nil {
					bare := *transcript
					bare.Schemes = []transcripts.Scheme{{}}
					of = &bare
				} else {
					change(&changed)
				}
				if _, err := check(t.Context(), of, router, changed); err == nil {
					t.Errorf("%s, %s: no error", exchange.Name, name)
				}
			}
		}
	})
}

// eachSpecification runs a subtest for each file, with the transcript of its connector.
func eachSpecification(t *testing.T, test func(*testing.T, *transcripts.Transcript, routers.Router, []string)) {
	t.Helper()
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		name := strings.TrimSuffix(entry.Name(), path.Ext(entry.Name()))
		t.Run(name, func(t *testing.T) {
			transcript, found := transcripts.Of(name)
			if !found {
				t.Fatalf("%s is the specification of no connector", entry.Name())
			}
			content, err := files.ReadFile(entry.Name())
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.HasPrefix(content, []byte("# https://")) {
				t.Error("the first line is not the source")
			}
			document, err := openapi3.NewLoader().LoadFromData(content)
			if err != nil {
				t.Fatal(err)
			}
			router, err := legacy.NewRouter(document)
			if err != nil {
				t.Fatal(err)
			}
			var operations []string
			for route, item := range document.Paths.Map() {
				for method := range item.Operations() {
					operations = append(operations, method+" "+route)
				}
			}
			test(t, transcript, router, operations)
		})
	}
}

// check compares a request and its response with the operation that it is of,
// and returns that. A path that the specification does not have is not compared.
func check(ctx context.Context, transcript *transcripts.Transcript, router routers.Router, e transcripts.Exchange) (string, error) {
	request, err := http.NewRequestWithContext(ctx, e.Method, baseURL(transcript)+e.Path+"?"+e.Query, http.NoBody)
	if err != nil {
		return "", err
	}
	for _, header := range transcript.Schemes[0].Headers {
		request.Header.Set(header.Name, header.Value)
	}
	route, parameters, err := router.FindRoute(request)
	if err != nil {
		return "", nil //nolint:nilerr // Not an operation of the file.
	}
	operation := route.Method + " " + route.Path
	for name := range request.URL.Query() {
		if route.Operation.Parameters.GetByInAndName("query", name) == nil {
			return operation, fmt.Errorf("the parameter %s is not in the specification", name)
		}
	}
	options := &openapi3filter.Options{AuthenticationFunc: checkScheme}
	options.WithCustomSchemaErrorFunc(func(e *openapi3.SchemaError) string {
		return "/" + strings.Join(e.JSONPointer(), "/") + ": " + e.Reason
	})
	input := &openapi3filter.RequestValidationInput{Request: request, PathParams: parameters, Route: route, Options: options}
	if err := openapi3filter.ValidateRequest(ctx, input); err != nil {
		return operation, err
	}
	response := route.Operation.Responses.Status(e.Status)
	if response == nil {
		response = route.Operation.Responses.Default()
	}
	if response == nil || response.Value.Content == nil {
		return operation, nil
	}
	if err := openapi3filter.ValidateResponse(ctx, &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: e.Status, Header: e.Header, Body: io.NopCloser(bytes.NewReader(e.Body)), Options: options,
	}); err != nil {
		return operation, err
	}
	var body any
	if err := json.Unmarshal(e.Body, &body); err != nil {
		return operation, err
	}
	media := response.Value.Content.Get(e.Header.Get("Content-Type"))
	return operation, undeclared(media.Schema, body, "")
}

// baseURL is the vendor's default one, with the customer's own labels in it.
func baseURL(transcript *transcripts.Transcript) string {
	address := transcript.Regions[0].Value
	for _, field := range transcript.Fields {
		address = strings.ReplaceAll(address, "{"+field.Name+"}", field.Value)
	}
	return address
}

// checkScheme requires the header that a security scheme describes.
func checkScheme(_ context.Context, input *openapi3filter.AuthenticationInput) error {
	name, prefix := input.SecurityScheme.Name, ""
	if input.SecurityScheme.Type == "http" {
		name, prefix = "Authorization", map[string]string{"bearer": "Bearer ", "basic": "Basic "}[input.SecurityScheme.Scheme]
	}
	if sent := input.RequestValidationInput.Request.Header.Get(name); sent == "" || !strings.HasPrefix(sent, prefix) {
		return input.NewError(errors.New("another form of " + name))
	}
	return nil
}

// undeclared finds a member that the schema does not have, though it lists
// members. OpenAPI permits that by default, and a transcript must not invent one.
func undeclared(schema *openapi3.SchemaRef, value any, at string) error {
	switch value := value.(type) {
	case []any:
		items := parts(schema, func(s *openapi3.Schema) *openapi3.SchemaRef { return s.Items })
		for i, element := range value {
			for _, item := range items {
				if err := undeclared(item, element, fmt.Sprintf("%s[%d]", at, i)); err != nil {
					return err
				}
			}
		}
	case map[string]any:
		if lists := parts(schema, func(s *openapi3.Schema) *openapi3.SchemaRef {
			for _, property := range s.Properties {
				return property
			}
			return nil
		}); len(lists) == 0 {
			return nil
		}
		for name, member := range value {
			declared := parts(schema, func(s *openapi3.Schema) *openapi3.SchemaRef { return s.Properties[name] })
			if len(declared) == 0 {
				return fmt.Errorf("the specification has no member %s.%s", at, name)
			}
			for _, property := range declared {
				if err := undeclared(property, member, at+"."+name); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// parts collects a part of a schema and of those that it is composed of.
func parts(schema *openapi3.SchemaRef, part func(*openapi3.Schema) *openapi3.SchemaRef) []*openapi3.SchemaRef {
	var all []*openapi3.SchemaRef
	if found := part(schema.Value); found != nil {
		all = append(all, found)
	}
	for _, composed := range slices.Concat(schema.Value.AllOf, schema.Value.OneOf, schema.Value.AnyOf) {
		all = append(all, parts(composed, part)...)
	}
	return all
}
