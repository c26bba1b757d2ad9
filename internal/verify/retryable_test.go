package verify

import (
	"testing"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
)

func TestRejectedAndAcceptedAreNeverRetried(t *testing.T) {
	t.Parallel()
	repeated := map[connector.Reason]bool{
		connector.ReasonRateLimited: true, connector.ReasonServerError: true, connector.ReasonUnreachable: true, connector.ReasonTimeout: true,
	}
	for _, reason := range connector.Reasons() {
		if got := retryable(connector.Outcome{Reason: reason}); got != repeated[reason] {
			t.Errorf("%s is repeated: %t", reason, got)
		}
		if retryable(connector.Outcome{Reason: reason, RouteOnly: true}) {
			t.Errorf("%s of one route is repeated", reason)
		}
	}
}
