package connector_test

import (
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

// BenchmarkHeaders makes the headers of a credential, once for each request.
func BenchmarkHeaders(b *testing.B) {
	for _, d := range connector.All() {
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

// BenchmarkClassification judges the first answer that each connector's row
// accepts, which is what nearly all answers are.
func BenchmarkClassification(b *testing.B) {
	for _, d := range connector.All() {
		accepted, found := acceptedAnswer(b, d)
		if !found {
			b.Fatalf("the row of %s has no answer that is accepted", d.Type)
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

// acceptedAnswer is the first answer of a connector's row that is accepted.
func acceptedAnswer(b *testing.B, d *connector.Definition) (connector.Response, bool) {
	b.Helper()
	for _, c := range rowOf(b, d).answers {
		for _, probe := range d.Probes {
			if c.want.Status == connector.Verified && (c.path == probe.Path || c.path == "") {
				return connector.Response{
					Probe: probe, Status: c.status, Header: headerOf(c.contentType), Body: []byte(c.body), Values: exampleValues(b, d),
				}, true
			}
		}
	}
	return connector.Response{}, false
}

// BenchmarkDefinitions makes all definitions, which every start does.
func BenchmarkDefinitions(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if len(connector.All()) == 0 {
			b.Fatal("no definitions")
		}
	}
}
