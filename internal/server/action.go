package server

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// notAllowed is the summary of the framework's error about a write-only argument
// for a CLI that does not know such arguments.
const notAllowed = "WriteOnly Attribute Not Allowed"

// ValidateActionConfig drops an error that the framework 1.19 gives by mistake:
// it lets an action's schema have write-only arguments, and then takes every CLI
// for one that knows none. A CLI with actions is newer than write-only arguments.
func (s *server) ValidateActionConfig(ctx context.Context, request *tfprotov6.ValidateActionConfigRequest) (*tfprotov6.ValidateActionConfigResponse, error) {
	response, err := pass(ctx, s.fullServer.ValidateActionConfig, request)
	if response != nil {
		response.Diagnostics = slices.DeleteFunc(response.Diagnostics, func(d *tfprotov6.Diagnostic) bool { return d.Summary == notAllowed })
	}
	return response, err
}
