package provider

import (
	"fmt"
	"os"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/connector-credentials/terraform-provider-connector/internal/verify"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The environment variables of Nexla.
const (
	envNexlaURL         = "NEXLA_API_URL"
	envNexlaServiceKey  = "NEXLA_SERVICE_KEY"
	envNexlaAccessToken = "NEXLA_ACCESS_TOKEN" //nolint:gosec // The name of a variable.
)

// nexlaSettingsBlock is the block nexla of the provider block as written.
type nexlaSettingsBlock struct {
	APIURL      types.String `tfsdk:"api_url"`
	ServiceKey  types.String `tfsdk:"service_key"`
	AccessToken types.String `tfsdk:"access_token"`
}

func nexlaSettingsSchema() schema.SingleNestedBlock {
	return schema.SingleNestedBlock{
		MarkdownDescription: "Connection to Nexla, where the `nexla` block of a resource saves its credential. Without a key, Nexla is never contacted.",
		Attributes: map[string]schema.Attribute{
			"api_url": schema.StringAttribute{
				MarkdownDescription: "Base URL of the Nexla instance. Default: `" + nexla.DefaultURL + "`. Environment variable: `" + envNexlaURL + "`.",
				Optional:            true,
				Validators:          []validator.String{isBaseURL()},
			},
			"service_key": schema.StringAttribute{
				MarkdownDescription: "Service key, which the provider exchanges for a session token. Environment variable: `" + envNexlaServiceKey + "`.",
				Optional:            true,
				Sensitive:           true,
			},
			"access_token": schema.StringAttribute{
				MarkdownDescription: "Session token, instead of a service key. The provider cannot renew it. Environment variable: `" + envNexlaAccessToken + "`.",
				Optional:            true,
				Sensitive:           true,
			},
		},
	}
}

// nexlaAccess is how the provider gets at Nexla.
type nexlaAccess struct {
	// client is nil without a key.
	client *nexla.Client
	// unknown says that the block has a value that is known after apply only.
	unknown bool
	// claims are shared by all resources.
	claims *nexlaClaims
}

// newNexlaAccess reads block and environment. Nothing is connected to.
func newNexlaAccess(block *nexlaSettingsBlock, options verify.Options, diags *diag.Diagnostics) nexlaAccess {
	if block == nil {
		block = &nexlaSettingsBlock{}
	}
	if block.APIURL.IsUnknown() || block.ServiceKey.IsUnknown() || block.AccessToken.IsUnknown() {
		return nexlaAccess{unknown: true, claims: &nexlaClaims{}}
	}
	key, token := block.ServiceKey.ValueString(), block.AccessToken.ValueString()
	place, names := "The block nexla of the provider", "service_key and access_token"
	source := "service_key in the provider's nexla block"
	if token != "" {
		source = "access_token in the provider's nexla block"
	}
	if key == "" && token == "" {
		if empty := emptyKey(block); empty != "" {
			// The environment may hold the key of another account.
			diags.AddError(problemNexlaInvalidKey.title(), fmt.Sprintf("%s in the provider's nexla block is empty. The environment variables %s and %s are used only if the block has neither argument.\n\n"+
				"Set the value, or remove the argument.", empty, envNexlaServiceKey, envNexlaAccessToken))
			return nexlaAccess{}
		}
		key, token = os.Getenv(envNexlaServiceKey), os.Getenv(envNexlaAccessToken)
		place, names = "The environment", envNexlaServiceKey+" and "+envNexlaAccessToken
		source = envNexlaServiceKey
		if token != "" {
			source = envNexlaAccessToken
		}
	}
	url := block.APIURL.ValueString()
	if url == "" {
		url = os.Getenv(envNexlaURL)
		if problem := connector.CheckBaseURL(url); url != "" && problem != "" {
			diags.Append(environmentError(envNexlaURL, problem))
		}
	}
	if url == "" {
		url = nexla.DefaultURL
	}
	switch {
	case key != "" && token != "":
		diags.AddAttributeError(path.Root(blockNexla), problemNexlaTwoKeys.title(),
			fmt.Sprintf("%s has both %s. Keep one of the two.", place, names))
		return nexlaAccess{}
	case key == "" && token == "":
		return nexlaAccess{}
	}
	for _, value := range []string{key, token} {
		if problem := (connector.Field{}).CheckValue(value); value != "" && problem != "" {
			diags.AddError(problemNexlaInvalidKey.title(), fmt.Sprintf("%s: a value of %s %s. The value itself is not shown.", place, names, problem))
			return nexlaAccess{}
		}
	}
	return nexlaAccess{claims: &nexlaClaims{}, client: nexla.New(nexla.Options{
		URL:            url,
		ServiceKey:     secret.New(key),
		AccessToken:    secret.New(token),
		KeySource:      source,
		RequestTimeout: options.RequestTimeout,
		MaxRetries:     options.MaxRetries,
		RootCAs:        options.RootCAs,
		UserAgent:      options.UserAgent,
		Observe:        logNexlaCall,
		Budget:         options.VerificationTimeout,
	})}
}

// emptyKey returns the name of the key that the block has, although it is empty.
func emptyKey(block *nexlaSettingsBlock) string {
	switch {
	case !block.ServiceKey.IsNull():
		return "service_key"
	case !block.AccessToken.IsNull():
		return "access_token"
	default:
		return ""
	}
}
