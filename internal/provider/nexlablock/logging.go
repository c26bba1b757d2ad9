package nexlablock

import (
	"context"

	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/hashicorp/terraform-plugin-log/tflog"
)

// logCall logs one HTTP attempt. Every field is a scalar made for the log; nothing
// that was sent or received is among them.
func logCall(ctx context.Context, call nexla.Call) {
	tflog.Debug(ctx, "Called Nexla", map[string]any{
		"method":      call.Method,
		"host":        call.Host,
		"path":        call.Path,
		"attempt":     call.Number,
		"http_status": call.HTTPStatus,
		"cause":       call.Cause,
		"duration_ms": call.Duration.Milliseconds(),
	})
}
