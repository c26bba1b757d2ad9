package provider

import (
	"cmp"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/connector-credentials/terraform-provider-connector/internal/catalog"
	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/lifecycle"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/attrvalue"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/nexlablock"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/problems"
	"github.com/connector-credentials/terraform-provider-connector/internal/transport"
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

	Nexla *nexlablock.Settings `tfsdk:"nexla"`
}

// settings combine the provider block and the environment. Every resource receives
// them.
type settings struct {
	verifier  *verify.Verifier
	policies  lifecycle.Policies
	endpoints map[string]types.String
	nexla     *nexlablock.Access
	// unknown is set if a setting is not known until apply. No request is sent until
	// then, because an unknown value is not the same as an absent one.
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
		Mask:                maskTexts,
		ObservePause:        reportPause,
	}
	configured := &settings{
		policies:  overridePolicies(readPolicies(block.Verification, &diags), block.Verification),
		endpoints: readEndpoints(block.Endpoints, &diags),
		unknown: block.RequestTimeout.IsUnknown() || block.VerificationTimeout.IsUnknown() ||
			block.MaxRetries.IsUnknown() || block.CACertFile.IsUnknown(),
	}
	checkProxies(&diags)
	configured.nexla = nexlablock.NewAccess(block.Nexla, nexlablock.Options{
		RequestTimeout: options.RequestTimeout,
		MaxRetries:     options.MaxRetries,
		RootCAs:        options.RootCAs,
		UserAgent:      options.UserAgent,
		Budget:         options.VerificationTimeout,
	}, &diags)
	if diags.HasError() {
		return nil, diags
	}
	configured.verifier = verify.New(options)
	return configured, diags
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
		diags.Append(problems.InEnvironment(variable, problem))
	default:
		diags.AddAttributeError(path.Root(argument), problemInvalidDuration.Title(), fmt.Sprintf("The argument %s %s.", argument, problem))
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
		diags.Append(problems.InEnvironment(envMaxRetries, fmt.Sprintf("must be a whole number from 0 to %d", maxRetriesLimit)))
	}
	return retries
}

// readRoots adds the authorities of a PEM file to the system's. It returns nil,
// which means the system's alone, where no file is named.
func readRoots(value types.String, diags *diag.Diagnostics) func() *x509.CertPool {
	file := value.ValueString()
	if value.IsNull() {
		file = os.Getenv(envCACertFile)
	}
	if file == "" {
		return nil
	}
	if isPEM(file) {
		// It may have a private key, so neither it nor its line is shown.
		diags.AddError(problemCertificateUnreadable.Title(),
			fmt.Sprintf("%s or %s has the content of a certificate file, and must be the path of the file. The value itself is not shown.", argCACertFile, envCACertFile))
		return nil
	}
	content, err := os.ReadFile(file) //nolint:gosec // Reading the file that the user names is the purpose.
	if err != nil {
		diags.AddAttributeError(path.Root(argCACertFile), problemCertificateUnreadable.Title(),
			fmt.Sprintf("The file %q, named by %s or %s, cannot be read: %s.", file, argCACertFile, envCACertFile, err))
		return nil
	}
	authorities, problem := parseAuthorities(content)
	if problem != "" {
		diags.AddAttributeError(path.Root(argCACertFile), problemNoCertificate.Title(),
			fmt.Sprintf("The file %q, named by %s or %s, %s.", file, argCACertFile, envCACertFile, problem))
		return nil
	}
	return transport.SystemRootsAnd(authorities)
}

// longestPath is the longest path of a file that common systems take.
const longestPath = 4096

// isPEM reports whether a path is the content of a PEM file, or that in base64, as CI
// systems keep files in variables.
func isPEM(path string) bool {
	return strings.ContainsAny(path, "\r\n") || strings.Contains(path, "-----BEGIN") || len(path) > longestPath ||
		strings.HasPrefix(path, base64.RawStdEncoding.EncodeToString([]byte("-----BEGI")))
}

// parseAuthorities reads every block of a PEM file, and reports an invalid one. If it
// were skipped, the connection would fail with an error about a missing certificate
// that is in the file.
func parseAuthorities(content []byte) (authorities []*x509.Certificate, problem string) {
	const begin = "-----BEGIN "
	text := strings.TrimPrefix(string(content), "\ufeff") // Some editors put a byte order mark there.
	for i, part := range strings.Split(text, begin)[1:] {
		block, _ := pem.Decode([]byte(begin + part))
		if block == nil {
			return nil, fmt.Sprintf("has a broken block: block %d cannot be read", i+1)
		}
		if block.Type != "CERTIFICATE" {
			return nil, fmt.Sprintf("has something else than a certificate in block %d", i+1)
		}
		authority, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Sprintf("has a block that is no certificate: block %d cannot be parsed", i+1)
		}
		authorities = append(authorities, authority)
	}
	switch {
	case len(authorities) > 0:
		return authorities, ""
	case len(content) > 0 && content[0] == 0x30:
		return nil, "holds no certificate in PEM form. It looks like DER: convert it with openssl x509 -inform der -outform pem"
	default:
		return nil, "holds no certificate in PEM form"
	}
}

// proxyVariables are those that net/http takes a proxy from.
var proxyVariables = []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"}

// checkProxies rejects a proxy that cannot be parsed: net/http would ignore it and send
// the credential directly. The value may contain a password and is not shown.
func checkProxies(diags *diag.Diagnostics) {
	for _, variable := range proxyVariables {
		value := os.Getenv(variable)
		if value == "" || isProxy(value) || !strings.Contains(value, "://") && isProxy("http://"+value) {
			continue
		}
		problem := cmp.Or(connector.CheckAddress(value), "must be the URL of a proxy, such as http://proxy.example.com:3128")
		diags.Append(problems.InEnvironment(variable, problem+"; its value is not shown"))
	}
}

func isProxy(value string) bool {
	parsed, err := url.Parse(value)
	return err == nil && parsed.Hostname() != "" && connector.CheckAddress(parsed.Hostname()) == "" && slices.Contains([]string{"http", "https", "socks5", "socks5h"}, parsed.Scheme)
}

// readPolicies returns the policies of the environment. A variable that an argument
// overrides is not read.
func readPolicies(argument types.Map, diags *diag.Diagnostics) lifecycle.Policies {
	read := func(phase lifecycle.Phase, variable string, fallback lifecycle.Policy) lifecycle.Policy {
		text := os.Getenv(variable)
		if element, isSet := argument.Elements()[string(phase)]; text == "" || argument.IsUnknown() || isSet && !element.IsNull() {
			return fallback
		}
		if !lifecycle.Policy(text).Valid() {
			diags.Append(problems.InEnvironment(variable, fmt.Sprintf("must be one of %s", problems.QuotedList(lifecycle.PolicyNames()))))
		}
		return lifecycle.Policy(text)
	}
	defaults := lifecycle.DefaultPolicies()
	return lifecycle.Policies{
		Plan:  read(lifecycle.PhasePlan, envVerificationPlan, defaults.Plan),
		Apply: read(lifecycle.PhaseApply, envVerificationApply, defaults.Apply),
	}
}

// readEndpoints returns the base URL of each connector that has one, unknown
// where it is not known yet.
func readEndpoints(block types.Map, diags *diag.Diagnostics) map[string]types.String {
	endpoints := map[string]types.String{}
	read := func(name, variable string) {
		if block.IsUnknown() {
			endpoints[name] = types.StringUnknown()
			return
		}
		if value, isText := block.Elements()[name].(types.String); isText && !value.IsNull() {
			endpoints[name] = value
			return
		}
		value := os.Getenv(variable)
		if value == "" {
			return
		}
		if problem := connector.CheckBaseURL(value); problem != "" {
			diags.Append(problems.InEnvironment(variable, problem))
		}
		endpoints[name] = types.StringValue(value)
	}
	for _, definition := range catalog.All() {
		read(definition.Type, definition.EndpointEnv())
		if definition.TokenBaseURL() != "" {
			read(definition.TokenEndpoint(), definition.TokenEndpointEnv())
		}
	}
	return endpoints
}

// endpointNames lists the keys of endpoints: each connector, and each token endpoint
// that has a host of its own.
func endpointNames() []string {
	names := catalog.Types()
	for _, definition := range catalog.All() {
		if definition.TokenBaseURL() != "" {
			names = append(names, definition.TokenEndpoint())
		}
	}
	return names
}

// tokenBaseURL returns the base URL of a token endpoint with a host of its own: the
// provider's endpoint, or the vendor's; null if there is no such token endpoint.
func (s *settings) tokenBaseURL(definition *connector.Definition) types.String {
	if endpoint, set := s.endpoints[definition.TokenEndpoint()]; set && !definition.IsCustom() {
		return endpoint
	}
	return attrvalue.TextOrNull(definition.TokenBaseURL())
}

// checkHosts rejects a replacement for one of two hosts: a token of the vendor's own
// endpoint would be sent to a proxy or the sandbox, or the other way around.
func (s *settings) checkHosts(definition *connector.Definition, own types.String) diag.Diagnostics {
	_, replacesAPI := s.endpoints[definition.Type]
	_, replacesToken := s.endpoints[definition.TokenEndpoint()]
	if definition.TokenBaseURL() == "" || definition.IsCustom() || replacesToken == (replacesAPI || !own.IsNull()) {
		return nil
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic(problemOneOfTwoHosts.Title(definition.Title), fmt.Sprintf(
		"%s has one host for the API and one for access tokens, and the configuration replaces only one of them. No request was sent.\n\n"+
			"Set both %s and %s in the provider's endpoints (or %s and %s), or neither. The argument base_url replaces the first one.",
		definition.Title, definition.Type, definition.TokenEndpoint(), definition.EndpointEnv(), definition.TokenEndpointEnv()))}
}

// baseURL returns where a credential is verified: the resource's own base_url,
// the provider's endpoint, or the vendor's region. It is unknown where the one
// that counts is not known yet.
func (s *settings) baseURL(definition *connector.Definition, own, region types.String, field func(name string) types.String) types.String {
	if region.IsUnknown() {
		return types.StringUnknown() // The region also decides the environment.
	}
	if !own.IsNull() {
		return own
	}
	if endpoint, set := s.endpoints[definition.Type]; set {
		return endpoint
	}
	vendors, _ := definition.BaseURL(region.ValueString())
	address, complete := definition.TenantURL(vendors, func(name string) string { return field(name).ValueString() })
	if !complete {
		return types.StringUnknown()
	}
	return types.StringValue(address)
}
