package provider

import (
	"crypto/x509"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The arguments of the provider block.
const (
	argVerification        = "verification"
	argRequestTimeout      = "request_timeout"
	argVerificationTimeout = "verification_timeout"
	argMaxRetries          = "max_retries"
	argCACertFile          = "ca_cert_file"
	argEndpoints           = "endpoints"
)

// Their environment variables; an argument in the block wins over its variable,
// and an empty variable counts as absent.
const (
	envVerificationPlan    = "CONNECTOR_VERIFICATION_PLAN"
	envVerificationApply   = "CONNECTOR_VERIFICATION_APPLY"
	envRequestTimeout      = "CONNECTOR_REQUEST_TIMEOUT"
	envVerificationTimeout = "CONNECTOR_VERIFICATION_TIMEOUT"
	envMaxRetries          = "CONNECTOR_MAX_RETRIES"
	envCACertFile          = "CONNECTOR_CA_CERT_FILE"
)

const (
	defaultRequestTimeout      = 10 * time.Second
	defaultVerificationTimeout = 60 * time.Second
	defaultMaxRetries          = 3
	maxRetriesLimit            = 20
)

// settingsBlock is the provider block as written.
type settingsBlock struct {
	Verification        types.Map    `tfsdk:"verification"`
	RequestTimeout      types.String `tfsdk:"request_timeout"`
	VerificationTimeout types.String `tfsdk:"verification_timeout"`
	MaxRetries          types.Int64  `tfsdk:"max_retries"`
	CACertFile          types.String `tfsdk:"ca_cert_file"`
	Endpoints           types.Map    `tfsdk:"endpoints"`

	Nexla *nexlaSettingsBlock `tfsdk:"nexla"`
}

// settings are what the provider block and the environment say together. They
// are handed to every resource.
type settings struct {
	verifier  *verify.Verifier
	policies  policies
	endpoints map[string]types.String
	nexla     nexlaAccess
	// unknown says that a setting is known after apply only. Nobody is asked
	// until then: an unknown value is never taken for an absent one.
	unknown bool
}

// newSettings reads the block and the environment. Nothing is connected to.
func newSettings(block settingsBlock, agent string) (*settings, diag.Diagnostics) {
	var diags diag.Diagnostics
	options := verify.Options{
		RequestTimeout:      readDuration(block.RequestTimeout, argRequestTimeout, envRequestTimeout, defaultRequestTimeout, &diags),
		VerificationTimeout: readDuration(block.VerificationTimeout, argVerificationTimeout, envVerificationTimeout, defaultVerificationTimeout, &diags),
		MaxRetries:          readMaxRetries(block.MaxRetries, &diags),
		RootCAs:             readRoots(block.CACertFile, &diags),
		UserAgent:           agent,
		Observe:             reportAttempt,
		Pausing:             reportPause,
	}
	configured := &settings{
		policies:  readPolicies(&diags).overriddenBy(block.Verification),
		endpoints: readEndpoints(block.Endpoints, &diags),
		unknown: block.RequestTimeout.IsUnknown() || block.VerificationTimeout.IsUnknown() ||
			block.MaxRetries.IsUnknown() || block.CACertFile.IsUnknown(),
	}
	configured.nexla = newNexlaAccess(block.Nexla, options, &diags)
	if diags.HasError() {
		return nil, diags
	}
	configured.verifier = verify.New(options)
	return configured, diags
}

// environmentError is a variable with a value that its argument would refuse.
func environmentError(variable, problem string) diag.Diagnostic {
	return diag.NewErrorDiagnostic(problemEnvironment.title(variable),
		fmt.Sprintf("The environment variable %s %s. Correct or unset it.", variable, problem))
}

func readDuration(value types.String, argument, variable string, fallback time.Duration, diags *diag.Diagnostics) time.Duration {
	text := value.ValueString()
	if value.IsNull() {
		text = os.Getenv(variable)
	}
	if text == "" {
		return fallback
	}
	duration, problem := parseDuration(text)
	switch {
	case problem == "":
		return duration
	case value.IsNull():
		diags.Append(environmentError(variable, problem))
	default:
		diags.AddAttributeError(path.Root(argument), problemInvalidDuration.title(), fmt.Sprintf("The argument %s %s.", argument, problem))
	}
	return fallback
}

func readMaxRetries(value types.Int64, diags *diag.Diagnostics) int {
	if !value.IsNull() {
		return int(value.ValueInt64())
	}
	text := os.Getenv(envMaxRetries)
	if text == "" {
		return defaultMaxRetries
	}
	retries, err := strconv.Atoi(text)
	if err != nil || retries < 0 || retries > maxRetriesLimit {
		diags.Append(environmentError(envMaxRetries, fmt.Sprintf("must be a whole number from 0 to %d", maxRetriesLimit)))
	}
	return retries
}

// readRoots adds the authorities of a PEM file to the system's. It returns nil,
// which means the system's alone, where no file is named.
func readRoots(value types.String, diags *diag.Diagnostics) *x509.CertPool {
	file := value.ValueString()
	if value.IsNull() {
		file = os.Getenv(envCACertFile)
	}
	if file == "" {
		return nil
	}
	content, err := os.ReadFile(file) //nolint:gosec // Reading the file that the user names is the purpose.
	if err != nil {
		diags.AddAttributeError(path.Root(argCACertFile), problemCertificateUnreadable.title(),
			fmt.Sprintf("The file %q, named by %s or %s, cannot be read: %s.", file, argCACertFile, envCACertFile, err))
		return nil
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM(content) {
		diags.AddAttributeError(path.Root(argCACertFile), problemNoCertificate.title(),
			fmt.Sprintf("The file %q, named by %s or %s, holds no certificate in PEM form.", file, argCACertFile, envCACertFile))
	}
	return roots
}

func readPolicies(diags *diag.Diagnostics) policies {
	read := func(variable string, fallback policy) policy {
		text := os.Getenv(variable)
		if text == "" {
			return fallback
		}
		if !policy(text).valid() {
			diags.Append(environmentError(variable, fmt.Sprintf("must be one of %s", quotedList(policyNames()))))
		}
		return policy(text)
	}
	defaults := defaultPolicies()
	return policies{
		plan:  read(envVerificationPlan, defaults.plan),
		apply: read(envVerificationApply, defaults.apply),
	}
}

// readEndpoints returns the base URL of each connector that has one, unknown
// where it is not known yet.
func readEndpoints(block types.Map, diags *diag.Diagnostics) map[string]types.String {
	endpoints := map[string]types.String{}
	for _, definition := range catalog.All() {
		if block.IsUnknown() {
			endpoints[definition.Type] = types.StringUnknown()
			continue
		}
		if value, isText := block.Elements()[definition.Type].(types.String); isText && !value.IsNull() {
			endpoints[definition.Type] = value
			continue
		}
		variable := definition.EndpointEnv()
		value := os.Getenv(variable)
		if value == "" {
			continue
		}
		if problem := connector.CheckBaseURL(value); problem != "" {
			diags.Append(environmentError(variable, problem))
		}
		endpoints[definition.Type] = types.StringValue(value)
	}
	return endpoints
}

// baseURL returns where a credential is verified: the resource's own base_url,
// the provider's endpoint, or the vendor's region. It is unknown where the one
// that counts is not known yet.
func (s *settings) baseURL(definition *connector.Definition, own, region types.String) types.String {
	if !own.IsNull() {
		return own
	}
	if endpoint, set := s.endpoints[definition.Type]; set {
		return endpoint
	}
	if region.IsUnknown() {
		return types.StringUnknown()
	}
	vendors, _ := definition.BaseURL(region.ValueString())
	return types.StringValue(vendors)
}
