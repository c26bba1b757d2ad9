package provider

import (
	"context"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/hashicorp/terraform-plugin-log/tflog"
)

// logAttempt logs one HTTP attempt. No field contains anything that the vendor sent or
// received.
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

// logPause logs why a verification waits. During a plan, a provider has no other way to
// report progress.
func logPause(ctx context.Context, pause verify.Pause) {
	tflog.Info(ctx, "Waiting before the next verification request", map[string]any{
		"connector": pause.Connector,
		"host":      pause.Host,
		"reason":    string(pause.Reason),
		"until":     pause.Until.UTC().Format(time.RFC3339),
	})
}

// withMasks masks the secrets of a credential in everything that is logged with the
// context. No log call receives a secret; this is a second safeguard.
func withMasks(ctx context.Context, definition *connector.Definition, values connector.Values) context.Context {
	return maskTexts(ctx, definition.SecretTexts(values))
}

// maskTexts masks texts in everything that is logged with the context, such as an
// access token.
func maskTexts(ctx context.Context, secrets []string) context.Context {
	if len(secrets) == 0 {
		return ctx
	}
	return tflog.MaskMessageStrings(tflog.MaskAllFieldValuesStrings(ctx, secrets...), secrets...)
}
