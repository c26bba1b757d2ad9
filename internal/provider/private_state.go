package provider

import (
	"context"

	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// privateStateKey is the key of [lifecycle.PrivateState] in private state. It is as
// short as the rest of private state, and earlier versions used earlierStateKey.
const (
	privateStateKey = "c"
	earlierStateKey = "credential"
)

// privateReader and privateWriter are the framework's private state, whose type is internal.
type privateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

type privateWriter interface {
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

func readPrivateState(ctx context.Context, from privateReader) (lifecycle.PrivateState, diag.Diagnostics) {
	content, diags := from.GetKey(ctx, privateStateKey)
	if len(content) == 0 && !diags.HasError() {
		content, diags = from.GetKey(ctx, earlierStateKey)
	}
	if diags.HasError() {
		return lifecycle.PrivateState{}, diags
	}
	return lifecycle.DecodePrivateState(content), diags
}

func writePrivateState(ctx context.Context, private lifecycle.PrivateState, to privateWriter) diag.Diagnostics {
	content, err := private.Encode()
	if err != nil {
		var diags diag.Diagnostics
		diags.AddError(problemPrivateState.Title(), "The provider could not encode its private state. This is a bug in the provider.")
		return diags
	}
	diags := to.SetKey(ctx, earlierStateKey, nil)
	diags.Append(to.SetKey(ctx, privateStateKey, content)...)
	return diags
}
