package faults_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// schemas are the same for every provider, and asked for once.
var schemas = sync.OnceValue(func() *tfprotov6.GetProviderSchemaResponse {
	server := providerserver.NewProtocol6(provider.New("test"))()
	answer, err := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	if err == nil {
		err = firstError(answer.Diagnostics)
	}
	if err != nil {
		panic(err)
	}
	return answer
})

// providerOptions are the settings of a provider block.
type providerOptions struct {
	endpoints      map[string]string
	policy         policy
	requestTimeout time.Duration
	authority      string // A file with certificate authorities; may be empty.
}

const (
	// retries is max_retries of every provider.
	retries = 1
	// budget is verification_timeout: no failure here may take as long.
	budget = 20 * time.Second
)

// serve starts a provider, which remembers nothing of any other.
func serve(ctx context.Context, options providerOptions) (tfprotov6.ProviderServer, error) {
	server, err := providerserver.NewProtocol6WithError(provider.New("test"))()
	if err != nil {
		return nil, err
	}
	given := map[string]tftypes.Value{
		"verification":         texts(map[string]string{"plan": string(options.policy), "apply": string(options.policy)}),
		"endpoints":            texts(options.endpoints),
		"request_timeout":      text(options.requestTimeout.String()),
		"verification_timeout": text(budget.String()),
		"max_retries":          tftypes.NewValue(tftypes.Number, retries),
	}
	if options.authority != "" {
		given["ca_cert_file"] = text(options.authority)
	}
	block := schemas().Provider.ValueType()
	configured, err := server.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{
		TerraformVersion: "1.11.0", Config: encode(block, object(block, given)),
	})
	if err != nil {
		return nil, err
	}
	return server, firstError(configured.Diagnostics)
}

// firstError makes an error of the first diagnostic that is one.
func firstError(diagnostics []*tfprotov6.Diagnostic) error {
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			return errors.New(d.Summary + ": " + d.Detail)
		}
	}
	return nil
}

func text(value string) tftypes.Value { return tftypes.NewValue(tftypes.String, value) }

func texts(values map[string]string) tftypes.Value {
	elements := map[string]tftypes.Value{}
	for name, value := range values {
		elements[name] = text(value)
	}
	return tftypes.NewValue(tftypes.Map{ElementType: tftypes.String}, elements)
}

// object has null for whatever is not given.
func object(of tftypes.Type, given map[string]tftypes.Value) tftypes.Value {
	shape, isObject := of.(tftypes.Object)
	if !isObject {
		panic(fmt.Sprintf("%s is no object", of))
	}
	attributes := map[string]tftypes.Value{}
	for name, attributeType := range shape.AttributeTypes {
		attributes[name] = tftypes.NewValue(attributeType, nil)
	}
	maps.Copy(attributes, given)
	return tftypes.NewValue(of, attributes)
}

// members are a copy of the attributes of an object, none of a null one.
func members(of tftypes.Value) map[string]tftypes.Value {
	var attributes map[string]tftypes.Value
	if of.IsNull() || of.As(&attributes) != nil {
		return nil
	}
	return maps.Clone(attributes) // The library hands its own out.
}

func encode(as tftypes.Type, value tftypes.Value) *tfprotov6.DynamicValue {
	encoded, err := tfprotov6.NewDynamicValue(as, value)
	if err != nil {
		panic(err)
	}
	return &encoded
}

func decode(as tftypes.Type, encoded *tfprotov6.DynamicValue) tftypes.Value {
	if encoded == nil {
		return tftypes.NewValue(as, nil)
	}
	value, err := encoded.Unmarshal(as)
	if err != nil {
		panic(err)
	}
	return value
}

// proposed is the new state that the CLI proposes: the configuration, with what
// is computed from before and without what is write-only.
func proposed(schema *tfprotov6.Schema, config, prior tftypes.Value) tftypes.Value {
	wanted, before := members(config), members(prior)
	for _, attribute := range schema.Block.Attributes {
		switch {
		case attribute.WriteOnly:
			wanted[attribute.Name] = tftypes.NewValue(attribute.Type, nil)
		case attribute.Computed && wanted[attribute.Name].IsNull() && before != nil:
			wanted[attribute.Name] = before[attribute.Name]
		}
	}
	return tftypes.NewValue(config.Type(), wanted)
}
