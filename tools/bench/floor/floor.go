package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// floor serves the calls that come once for each resource. Those that come once
// for each process, such as for the schemas, are served by the product.
type floor struct {
	tfprotov6.ProviderServer
	roundTrip time.Duration

	once    sync.Once
	schemas map[string]*tfprotov6.Schema
	err     error
}

func (f *floor) ValidateResourceConfig(context.Context, *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return &tfprotov6.ValidateResourceConfigResponse{}, nil
}

func (f *floor) UpgradeResourceState(_ context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &tfprotov6.DynamicValue{JSON: req.RawState.JSON}}, nil
}

func (f *floor) ReadResource(_ context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return &tfprotov6.ReadResourceResponse{NewState: req.CurrentState, Private: req.Private}, nil
}

// PlanResourceChange plans unknown computed values for a new resource, and no
// change for an existing one.
func (f *floor) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	removed, err := req.ProposedNewState.IsNull()
	if err != nil || removed {
		return &tfprotov6.PlanResourceChangeResponse{PlannedState: req.ProposedNewState}, err
	}
	time.Sleep(f.roundTrip)
	created, err := req.PriorState.IsNull()
	if err != nil || !created {
		return &tfprotov6.PlanResourceChangeResponse{PlannedState: req.PriorState, PlannedPrivate: req.PriorPrivate}, err
	}
	planned, err := f.change(ctx, req.TypeName, req.ProposedNewState, func(attribute *tfprotov6.SchemaAttribute, value tftypes.Value) tftypes.Value {
		switch {
		case attribute.WriteOnly:
			return tftypes.NewValue(value.Type(), nil)
		case attribute.Computed && value.IsNull():
			return tftypes.NewValue(value.Type(), tftypes.UnknownValue)
		default:
			return value
		}
	})
	return &tfprotov6.PlanResourceChangeResponse{PlannedState: planned}, err
}

// ApplyResourceChange replaces unknown values with some of the size that the
// product's have.
func (f *floor) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	removed, err := req.PlannedState.IsNull()
	if err != nil || removed {
		return &tfprotov6.ApplyResourceChangeResponse{NewState: req.PlannedState}, err
	}
	now := time.Now().UTC()
	texts := map[string]string{
		"id": uuid.NewString(), "connector": strings.TrimPrefix(req.TypeName, "connector_credential_"), "auth_scheme": "api_key",
		"status": "verified", "status_reason": "accepted", "verified_at": now.Format(time.RFC3339), "rotated_at": now.Format(time.RFC3339),
	}
	applied, err := f.change(ctx, req.TypeName, req.PlannedState, func(attribute *tfprotov6.SchemaAttribute, value tftypes.Value) tftypes.Value {
		text, hasText := texts[attribute.Name]
		switch {
		case value.IsKnown():
			return value
		case hasText:
			return tftypes.NewValue(tftypes.String, text)
		case attribute.Name == "secret_revision":
			return tftypes.NewValue(tftypes.Number, now.UnixMilli())
		case attribute.Name == "header_names":
			return tftypes.NewValue(value.Type(), []tftypes.Value{tftypes.NewValue(tftypes.String, "Authorization")})
		case attribute.Name == "account":
			return account(value.Type())
		default:
			return tftypes.NewValue(value.Type(), nil)
		}
	})
	return &tfprotov6.ApplyResourceChangeResponse{NewState: applied}, err
}

// account is an account of which the vendor reports the organization.
func account(of tftypes.Type) tftypes.Value {
	object, isObject := of.(tftypes.Object)
	if !isObject {
		return tftypes.NewValue(of, nil)
	}
	values := map[string]tftypes.Value{}
	for name, attribute := range object.AttributeTypes {
		values[name] = tftypes.NewValue(attribute, nil)
	}
	values["organization"] = tftypes.NewValue(tftypes.String, "4711")
	return tftypes.NewValue(of, values)
}

// change returns a state with each attribute replaced.
func (f *floor) change(ctx context.Context, typeName string, state *tfprotov6.DynamicValue, replace func(*tfprotov6.SchemaAttribute, tftypes.Value) tftypes.Value) (*tfprotov6.DynamicValue, error) {
	schema, err := f.schema(ctx, typeName)
	if err != nil {
		return nil, err
	}
	of := schema.ValueType()
	value, err := state.Unmarshal(of)
	if err != nil {
		return nil, err
	}
	values := map[string]tftypes.Value{}
	if err := value.As(&values); err != nil {
		return nil, err
	}
	for _, attribute := range schema.Block.Attributes {
		values[attribute.Name] = replace(attribute, values[attribute.Name])
	}
	changed, err := tfprotov6.NewDynamicValue(of, tftypes.NewValue(of, values))
	return &changed, err
}

// schema returns the product's schema of a resource.
func (f *floor) schema(ctx context.Context, typeName string) (*tfprotov6.Schema, error) {
	f.once.Do(func() {
		var response *tfprotov6.GetProviderSchemaResponse
		if response, f.err = f.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{}); f.err == nil {
			f.schemas = response.ResourceSchemas
		}
	})
	schema := f.schemas[typeName]
	if schema == nil && f.err == nil {
		return nil, fmt.Errorf("the product has no resource %s", typeName)
	}
	return schema, f.err
}
