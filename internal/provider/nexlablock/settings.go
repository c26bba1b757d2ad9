package nexlablock

import (
	"fmt"
	"os"
	"strings"

	"github.com/connector-credentials/terraform-provider-connector/internal/connector"
	"github.com/connector-credentials/terraform-provider-connector/internal/nexla"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/problems"
	"github.com/connector-credentials/terraform-provider-connector/internal/secret"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The environment variables of Nexla.
const (
	envURL         = "NEXLA_API_URL"
	envServiceKey  = "NEXLA_SERVICE_KEY"
	envAccessToken = "NEXLA_ACCESS_TOKEN" //nolint:gosec // The name of a variable.
)

// sourceOfURL names the argument in a sentence.
const sourceOfURL = "api_url in the provider's nexla block"

// Settings are the arguments of the provider's nexla block.
type Settings struct {
	APIURL      types.String `tfsdk:"api_url"`
	ServiceKey  types.String `tfsdk:"service_key"`
	AccessToken types.String `tfsdk:"access_token"`
}

// SettingsSchema is that of the provider's nexla block, with the validator of a base URL.
func SettingsSchema(baseURL validator.String) schema.SingleNestedBlock {
	return schema.SingleNestedBlock{
		MarkdownDescription: "Connection to Nexla, where the `nexla` block of a resource saves its credential. Without a key, Nexla is never contacted.",
		Attributes: map[string]schema.Attribute{
			"api_url": schema.StringAttribute{
				MarkdownDescription: "Base URL of the Nexla instance. Default: `" + nexla.DefaultURL + "`. Environment variable: `" + envURL + "`.",
				Optional:            true,
				Validators:          []validator.String{baseURL},
			},
			"service_key": schema.StringAttribute{
				MarkdownDescription: "Service key, which the provider exchanges for a session token. Environment variable: `" + envServiceKey + "`.",
				Optional:            true,
				Sensitive:           true,
			},
			"access_token": schema.StringAttribute{
				MarkdownDescription: "Session token, instead of a service key. The provider cannot renew it. Environment variable: `" + envAccessToken + "`.",
				Optional:            true,
				Sensitive:           true,
			},
		},
	}
}

// Access is how the provider reaches Nexla. All resources share it.
type Access struct {
	// client is nil without a key.
	client *nexla.Client
	// unknown is set if the block has a value that is known after apply only.
	unknown bool
	claims  claims
}

// ProviderData is what Configure of a data source or a list resource receives.
type ProviderData interface {
	NexlaAccess() *Access
}

// accessOf returns the access of the provider's data, which is absent during
// validation.
func accessOf(providerData any) *Access {
	if data, isConfigured := providerData.(ProviderData); isConfigured {
		return data.NexlaAccess()
	}
	return &Access{}
}

// Options are the settings of the client that the provider sets for all requests.
type Options = nexla.Options

// NewAccess reads URL and key from block and environment, and completes the options
// of the client. It opens no connection.
func NewAccess(block *Settings, options Options, diags *diag.Diagnostics) *Access {
	if block == nil {
		block = &Settings{}
	}
	if block.APIURL.IsUnknown() || block.ServiceKey.IsUnknown() || block.AccessToken.IsUnknown() {
		return &Access{unknown: true}
	}
	key := block.key(diags)
	options.URL, options.URLSource = block.APIURL.ValueString(), sourceOfURL
	if options.URL == "" {
		options.URL, options.URLSource = os.Getenv(envURL), envURL
		if problem := connector.CheckBaseURL(options.URL); options.URL != "" && problem != "" {
			diags.Append(problems.InEnvironment(envURL, problem))
		}
	}
	if options.URL == "" {
		options.URLSource = ""
	}
	if key.service == "" && key.token == "" {
		return &Access{}
	}
	options.ServiceKey, options.AccessToken, options.KeySource = secret.New(key.service), secret.New(key.token), key.source
	options.Observe = logCall
	return &Access{client: nexla.New(options)}
}

// key is a service key or an access token.
type key struct {
	service, token string
	// source is where it is set.
	source string
}

// key returns the key of the block or the environment, which is empty if there is
// none or it is not valid.
func (s *Settings) key(diags *diag.Diagnostics) key {
	found := key{service: s.ServiceKey.ValueString(), token: s.AccessToken.ValueString(), source: "service_key in the provider's nexla block"}
	if found.token != "" {
		found.source = "access_token in the provider's nexla block"
	}
	place, names := "The block nexla of the provider", "service_key and access_token"
	if found.service == "" && found.token == "" {
		if empty := s.emptyKey(); empty != "" {
			// The environment may hold the key of another account.
			diags.AddError(problemInvalidKey.Title(), fmt.Sprintf("%s in the provider's nexla block is empty. The environment variables %s and %s are used only if the block has neither argument.\n\n"+
				"Set the value, or remove the argument.", empty, envServiceKey, envAccessToken))
			return key{}
		}
		found = key{service: os.Getenv(envServiceKey), token: os.Getenv(envAccessToken), source: envServiceKey}
		if found.token != "" {
			found.source = envAccessToken
		}
		place, names = "The environment", envServiceKey+" and "+envAccessToken
	}
	if found.service != "" && found.token != "" {
		diags.AddAttributeError(path.Root(Name), problemTwoKeys.Title(), fmt.Sprintf("%s has both %s. Keep one of the two.", place, names))
		return key{}
	}
	if value := found.service + found.token; value != "" {
		prefix := "Basic " // As Nexla's requests have it.
		if found.token != "" {
			prefix = "Bearer "
		}
		if problem := (connector.Field{}).SentBehind(prefix).CheckValue(value); problem != "" {
			diags.AddError(problemInvalidKey.Title(), fmt.Sprintf("%s: a value of %s %s. The value itself is not shown.", place, names, problem))
			return key{}
		}
	}
	return found
}

// emptyKey returns the name of the key that the block sets to an empty value.
func (s *Settings) emptyKey() string {
	switch {
	case !s.ServiceKey.IsNull():
		return "service_key"
	case !s.AccessToken.IsNull():
		return "access_token"
	default:
		return ""
	}
}

// reader returns the client for something that only reads from Nexla, such as "A
// query", or an error with the reason, and with an alternative if there is one.
func (a *Access) reader(what string, alternative ...string) (*nexla.Client, diag.Diagnostics) {
	var diags diag.Diagnostics
	switch {
	case a.client != nil:
		return a.client, diags
	case a.unknown:
		diags.AddError(problemUnknownSettings.Title(), what+" reads from Nexla, and the provider's nexla block has a value that is known only after apply. Give the block values that are known at plan"+strings.Join(alternative, "")+".")
	default:
		diags.AddError(problemNoKey.Title(), what+" reads from Nexla, and the provider has no key for it. "+keyHint)
	}
	return nil, diags
}
