package connector_test

import (
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/catalog/transcripts"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// BenchmarkHeaders makes the headers of a credential, once for each request.
func BenchmarkHeaders(b *testing.B) {
	for _, d := range catalog.All() {
		values := exampleValues(b, d)
		for _, scheme := range d.Schemes {
			b.Run(d.Type+"/"+scheme.Name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if len(scheme.Build(values)) == 0 {
						b.Fatal("no headers")
					}
				}
			})
		}
	}
}

// BenchmarkClassification classifies the first accepted response of each connector,
// as nearly all responses are.
func BenchmarkClassification(b *testing.B) {
	for _, d := range catalog.All() {
		accepted, found := acceptedResponse(b, d)
		if !found {
			b.Fatalf("the transcript of %s has no accepted response", d.Type)
		}
		b.Run(d.Type, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if outcome := d.Judge(accepted); outcome.Status != connector.Verified {
					b.Fatal(outcome.Reason)
				}
			}
		})
	}
}

// acceptedResponse is the accepted response of a connector's first probe.
func acceptedResponse(b *testing.B, d *connector.Definition) (connector.Response, bool) {
	b.Helper()
	e, found := transcriptOf(b, d).WithRole(transcripts.Accepted, d.Probes[0].Path)
	return connector.Response{Probe: d.Probes[0], Status: e.Status, Header: e.Header, Body: e.Body, Values: exampleValues(b, d)}, found
}

// BenchmarkDefinitions makes all definitions, which every start does.
func BenchmarkDefinitions(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if len(catalog.All()) == 0 {
			b.Fatal("no definitions")
		}
	}
}
