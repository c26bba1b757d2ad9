package provider

import (
	"context"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/hashicorp/terraform-plugin-log/tflog"
)

// logAttempt logs one HTTP attempt. Every field is a scalar made for the log;
// nothing that a vendor sent, and nothing that was sent to it, is among them.
func logAttempt(ctx context.Context, attempt verify.Attempt) {
	tflog.Debug(ctx, "Sent a verification request", map[string]any{
		"connector":   attempt.Connector,
		"host":        attempt.Host,
		"path":        attempt.Path,
		"auth_scheme": attempt.Scheme,
		"attempt":     attempt.Number,
		"http_status": attempt.HTTPStatus,
		"reason":      string(attempt.Reason),
		"cause":       attempt.Cause,
		"duration_ms": attempt.Duration.Milliseconds(),
	})
}

// logPause logs that nothing happens for a while, and why. It is a line that a
// person who wonders finds under TF_LOG=INFO: during a plan nothing else can be said.
func logPause(ctx context.Context, pause verify.Pause) {
	tflog.Info(ctx, "Waiting before the next verification request", map[string]any{
		"connector": pause.Connector,
		"host":      pause.Host,
		"reason":    string(pause.Reason),
		"until":     pause.Until.UTC().Format(time.RFC3339),
	})
}

// withMasks masks the secrets of a credential in whatever is logged through the
// context. It is the second line: no secret is given to a log call at all.
func withMasks(ctx context.Context, definition *connector.Definition, values connector.Values) context.Context {
	return maskTexts(ctx, definition.SecretTexts(values))
}

// maskTexts masks texts in whatever is logged through the context, such as an access
// token that the credential was exchanged for.
func maskTexts(ctx context.Context, secrets []string) context.Context {
	if len(secrets) == 0 {
		return ctx
	}
	return tflog.MaskMessageStrings(tflog.MaskAllFieldValuesStrings(ctx, secrets...), secrets...)
}
