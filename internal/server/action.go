package server

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// notAllowed is the summary of the framework's error about a write-only argument
// for a CLI that does not know such arguments.
const notAllowed = "WriteOnly Attribute Not Allowed"

// ValidateActionConfig drops an error that framework 1.19 returns by mistake: it
// accepts write-only arguments in an action's schema, and then treats every CLI as
// one without support for them. A CLI with actions is newer than write-only arguments.
func (s *server) ValidateActionConfig(ctx context.Context, request *tfprotov6.ValidateActionConfigRequest) (*tfprotov6.ValidateActionConfigResponse, error) {
	response, err := pass(ctx, s.fullServer.ValidateActionConfig, request)
	if response != nil {
		response.Diagnostics = slices.DeleteFunc(response.Diagnostics, func(d *tfprotov6.Diagnostic) bool { return d.Summary == notAllowed })
	}
	return response, err
}
