package problems

import (
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
)

// causes are those of package transport that an argument of the provider prevents.
var causes = strings.NewReplacer(
	transport.CauseUnknownIssuer, transport.CauseUnknownIssuer+"; ca_cert_file can add one",
	transport.CauseProxyIssuer, transport.CauseProxyIssuer+"; ca_cert_file can add one",
	transport.CauseAttemptTimeout, "no complete response arrived within request_timeout",
	transport.CauseProxyTimeout, "the proxy in HTTPS_PROXY did not open the connection within request_timeout",
	transport.CauseTimeBudget, "no response arrived within verification_timeout",
)

// Cause returns the cause of a failed request with the argument that prevents it.
func Cause(cause string) string { return causes.Replace(cause) }
