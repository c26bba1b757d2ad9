package server

import (
	"bytes"
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// UpgradeResourceIdentity returns no identity for a state that has none. The CLI
// treats a missing identity as one of version 0, and framework 1.19 cannot read it:
// every plan of a state that a CLI before 1.12 wrote would fail.
func (s *server) UpgradeResourceIdentity(ctx context.Context, request *tfprotov6.UpgradeResourceIdentityRequest) (*tfprotov6.UpgradeResourceIdentityResponse, error) {
	if raw := request.RawIdentity; raw == nil || len(raw.JSON) == 0 || bytes.Equal(raw.JSON, []byte("null")) {
		return &tfprotov6.UpgradeResourceIdentityResponse{}, nil
	}
	return pass(ctx, s.fullServer.UpgradeResourceIdentity, request)
}
