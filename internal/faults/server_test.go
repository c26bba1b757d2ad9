package faults_test

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/provider"
	"github.com/connector-credentials/terraform-provider-connector/internal/server"
	"github.com/connector-credentials/terraform-provider-connector/internal/testkit"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// schemas are the same for every provider, and read once.
var schemas = sync.OnceValue(func() *tfprotov6.GetProviderSchemaResponse {
	response, err := server.New(provider.New("test")).GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	if err == nil {
		err = firstError(response.Diagnostics)
	}
	if err != nil {
		panic(err)
	}
	return response
})

// providerOptions are the settings of a provider block.
type providerOptions struct {
	endpoints      map[string]string
	policy         policy
	requestTimeout time.Duration
	budget         time.Duration // The verification_timeout; ampleBudget by default.
	authority      string        // A file with certificate authorities; may be empty.
}

const (
	// retries is max_retries of every provider.
	retries = 1
	// ampleBudget is verification_timeout, which no failure here may reach.
	ampleBudget = 20 * time.Second
)

// serve starts a provider without cached results.
func serve(ctx context.Context, options providerOptions) (tfprotov6.ProviderServer, error) {
	served := server.New(provider.New("test"))
	values := map[string]tftypes.Value{
		"verification":         testkit.Texts(map[string]string{"plan": string(options.policy), "apply": string(options.policy)}),
		"endpoints":            testkit.Texts(options.endpoints),
		"request_timeout":      testkit.Text(options.requestTimeout.String()),
		"verification_timeout": testkit.Text(cmp.Or(options.budget, ampleBudget).String()),
		"max_retries":          tftypes.NewValue(tftypes.Number, retries),
	}
	if options.authority != "" {
		values["ca_cert_file"] = testkit.Text(options.authority)
	}
	block := schemas().Provider.ValueType()
	configured, err := served.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{
		TerraformVersion: "1.11.0", Config: testkit.Encode(block, testkit.Object(block, values)),
	})
	if err != nil {
		return nil, err
	}
	return served, firstError(configured.Diagnostics)
}

// firstError returns the first error among diagnostics.
func firstError(diagnostics []*tfprotov6.Diagnostic) error {
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			return errors.New(d.Summary + ": " + d.Detail)
		}
	}
	return nil
}

// proposed is the state that the CLI proposes: the configuration without write-only
// arguments, and the computed attributes of the prior state.
func proposed(schema *tfprotov6.Schema, config, prior tftypes.Value) tftypes.Value {
	attributes, before := testkit.Attributes(config), testkit.Attributes(prior)
	for _, attribute := range schema.Block.Attributes {
		switch {
		case attribute.WriteOnly:
			attributes[attribute.Name] = tftypes.NewValue(attribute.Type, nil)
		case attribute.Computed && attributes[attribute.Name].IsNull() && before != nil:
			attributes[attribute.Name] = before[attribute.Name]
		}
	}
	return tftypes.NewValue(config.Type(), attributes)
}
