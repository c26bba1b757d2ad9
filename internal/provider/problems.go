package provider

import (
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/nexlablock"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/problems"
)

// problemSections lists all problems, in the order of the page.
func problemSections() []problems.Section {
	return []problems.Section{
		{
			Title: "Vendor Responses", About: "The text below the summary has the host, the status code, the number of requests and the next step. `status_reason` has the reason as a [code](#reasons).",
			Problems: []problems.Problem{problemRejected, problemInconclusive, problemInsufficient, problemOutage, problemInterrupted, problemRotationDue,
				problemExpiring, problemExpired, problemAccountDrift, problemTokenExpired},
		},
		{
			Title: "Arguments of a Credential", About: "Validation reports these without a network if the values are known.",
			Problems: []problems.Problem{
				problemBothSet, problemMissingWriteOnly, problemMissingSecret, problemMissingField, problemInvalidValue,
				problemInvalidBaseURL, problemOneOfTwoHosts, problemInvalidDuration, problemInvalidHeaderValue, problemInvalidImportID, problemPrivateState,
			},
		},
		{
			Title: "Custom Credentials",
			Problems: []problems.Problem{
				problemMissingProbe, problemInvalidProbe, problemInvalidPath, problemInvalidExpression, problemInvalidRate, problemInvalidFixedHeader, problemTwoAuthorizations, problemInvalidOAuth2,
			},
		},
		{
			Title:    "Provider Settings",
			Problems: []problems.Problem{problems.Environment, problemCertificateUnreadable, problemNoCertificate},
		},
		{
			Title: "The Function `request_headers`", About: "The CLI prints these below `Invalid function argument`.",
			Problems: []problems.Problem{problemNoSuchConnector, problemFunctionCustom, problemNoSuchScheme, problemNoSuchField, problemFunctionToken, problemFunctionMissing, problemFunctionValue},
		},
		{
			Title:    "The Action `connector_verify`",
			Problems: []problems.Problem{problemUnknownConnector, problemUnknownChoice, problemNoRegions, problemUnknownField, problemNullField},
		},
		{Title: "Nexla: Keys and Blocks", Problems: nexlablock.SettingProblems()},
		{Title: "Nexla: Responses", Problems: nexlablock.ResponseProblems()},
	}
}

// Results of verifications.
var (
	problemRejected = problems.Problem{
		Summary: "%s rejected %s", Example: []any{"VENDOR", "the credential \"NAME\""},
		Meaning:  "The vendor rejected the credential: it is mistyped, revoked, replaced, or belongs to another region or user. An error for a changed credential, a warning for an unchanged one.",
		Solution: "Check the fields in the message, or create a new key at the menu path that it shows. To destroy without verification, use `-refresh=false`.",
	}
	problemInconclusive = problems.Problem{
		Summary: "%s: %s could not be verified", Example: []any{"VENDOR", "the credential \"NAME\""},
		Meaning:  "The response is inconclusive: an outage, a rate limit, a firewall or a redirect. A warning; an error for a changed credential if the policy is `strict`.",
		Solution: "Find the reason of the message in the [table of reasons](#reasons). To continue without a verified credential, set `verification = { plan = \"lenient\" }` or `apply`.",
	}
	problemOutage = problems.Problem{
		Summary: "%s: unchanged credentials could not be verified (%s)", Example: []any{"VENDOR", "REASON"},
		Meaning:  "The response is inconclusive for credentials that are unchanged since the last apply. A warning; the CLI shows it once for all credentials of the vendor.",
		Solution: "No action is required. The [table of reasons](#reasons) explains the reason.",
	}
	problemTokenExpired = problems.Problem{
		Summary: "%s: the access token of %s has expired", Example: []any{"VENDOR", "the credential of this ephemeral resource"},
		Meaning:  "The access token that an ephemeral resource returned has reached its end, and the run continues. The CLI cannot take a new token. A warning.",
		Solution: "Open the ephemeral resource late, with `depends_on`. See [OAuth Client Credentials](oauth#open-the-ephemeral-resource-late).",
	}
	problemInterrupted = problems.Problem{
		Summary: "Verification of %s was interrupted", Example: []any{"the credential \"NAME\""},
		Meaning:  "The run was canceled before the vendor responded.",
		Solution: "Run again.",
	}
	problemInsufficient = problems.Problem{
		Summary: "%s: %s does not meet its requirements", Example: []any{"VENDOR", "the credential \"NAME\""},
		Meaning:  "The vendor accepted the credential, and it lacks a scope of `required_scopes`, or belongs to another environment or account than the required one. An error for a changed credential, a warning for an unchanged one.",
		Solution: "Use a key that has what the message lists, or change the requirement. To destroy without verification, use `-refresh=false`.",
	}
	problemExpiring = problems.Problem{
		Summary: "%s: %s expires soon", Example: []any{"VENDOR", "the credential \"NAME\""},
		Meaning:  "The key expires within `expiry_warning`, by the vendor's response or by `expires_at` in state. A warning in every plan.",
		Solution: "Rotate it as described on the connector's page, or change `expiry_warning`.",
	}
	problemExpired = problems.Problem{
		Summary: "%s: %s has expired", Example: []any{"VENDOR", "the credential \"NAME\""},
		Meaning:  "The time in `expires_at` has passed. A warning in every plan until the vendor reports another time or rejects the key.",
		Solution: "Rotate it as described on the connector's page.",
	}
	problemAccountDrift = problems.Problem{
		Summary: "%s: %s belongs to another account", Example: []any{"VENDOR", "the credential \"NAME\""},
		Meaning:  "The vendor reports another account than the one in state, although the secret is the same. A warning.",
		Solution: "Check whether the key was moved. To make a difference an error, set `required_account`.",
	}
	problemRotationDue = problems.Problem{
		Summary: "%s: the secret of the credential %q is due for rotation", Example: []any{"VENDOR", "NAME"},
		Meaning:  "The secret is older than `rotate_after`. A warning in every plan.",
		Solution: "Rotate it as described on the connector's page, or increase `rotate_after`.",
	}
)

// What is wrong with the arguments of a credential.
var (
	problemBothSet = problems.Problem{
		Summary: "Both %s and %s are set", Example: []any{"FIELD", "FIELD_wo"},
		Meaning:  "A secret is set twice.",
		Solution: "Keep the write-only argument.",
	}
	problemMissingWriteOnly = problems.Problem{
		Summary: "Missing %s", Example: []any{"FIELD_wo"},
		Meaning:  "A secret is null, for example because a variable with `default = null` is not set.",
		Solution: "Set the argument, and set the `TF_VAR_` variable for both plan and apply.",
	}
	problemMissingSecret = problems.Problem{
		Summary:  "Missing secret",
		Meaning:  "A custom credential has no headers, no basic authentication and no OAuth 2.0 client.",
		Solution: "Set `headers_wo`, `basic_auth_wo` or `client_secret_wo` in the block `oauth2`, for both plan and apply.",
	}
	problemMissingField = problems.Problem{
		Summary: "Missing %s", Example: []any{"FIELD"},
		Meaning:  "A required field of a data source or ephemeral resource is set neither as an argument nor in the environment, or the value of another field requires it.",
		Solution: "Set the argument or the environment variable in the message.",
	}
	problemInvalidValue = problems.Problem{
		Summary: "Invalid %s", Example: []any{"FIELD"},
		Meaning:  "The value cannot be sent as a header: it is empty, or contains a line break, a trailing space or a character that HTTP does not allow. A secret is not shown. A field that is a part of the host, such as `subdomain`, must be one DNS label.",
		Solution: "Correct it. `trimspace(file(...))` removes the line break of a file.",
	}
	problemInvalidBaseURL = problems.Problem{
		Summary:  "Invalid base URL",
		Meaning:  "A base URL does not use https, or has a user, query or fragment.",
		Solution: "Use `https://host/prefix`. Plain http is allowed for loopback hosts only.",
	}
	problemOneOfTwoHosts = problems.Problem{
		Summary: "%s has two hosts, and only one is replaced", Example: []any{"VENDOR"},
		Meaning:  "The vendor issues access tokens at another host than that of its API. Only one of the two is replaced, by `base_url` or the provider's `endpoints`.",
		Solution: "Set both keys of `endpoints`, such as `zoom` and `zoom_token`, or neither.",
	}
	problemInvalidDuration = problems.Problem{
		Summary:  "Invalid duration",
		Meaning:  "A duration has no unit or is not positive.",
		Solution: "Use a form such as `90s`, `5m` or `2160h`. There is no unit for days.",
	}
	problemInvalidHeaderValue = problems.Problem{
		Summary:  "Invalid header value",
		Meaning:  "A value that is sent as a header contains a character that HTTP does not allow.",
		Solution: "Correct it.",
	}
	problemInvalidImportID = problems.Problem{
		Summary:  "Invalid import ID",
		Meaning:  "The import ID is neither a name nor `nexla:` and a number, or the identity has no `nexla_credential_id`.",
		Solution: "Import by the credential's `name`, by `nexla:30388`, or by an identity with `nexla_credential_id`.",
	}
	problemPrivateState = problems.Problem{
		Summary:  "Private state not written",
		Meaning:  "A bug in the provider.",
		Solution: "Report it, with the version and without secrets.",
	}
)

// What is wrong with a custom credential.
var (
	problemMissingProbe = problems.Problem{
		Summary: "Missing %s", Example: []any{"probe or probe.path"},
		Meaning:  "A custom credential does not declare the request that verifies it.",
		Solution: "Add a `probe` block with `path`, such as `/v1/me`.",
	}
	problemInvalidFixedHeader = problems.Problem{
		Summary:  "Invalid fixed header",
		Meaning:  "A name in `fixed_headers` is not a valid header name, is reserved for the connection, or is already sent with the credential.",
		Solution: "Correct the name, or remove the header from `fixed_headers`. Put a header that carries the credential in `headers_wo`.",
	}
	problemInvalidProbe = problems.Problem{
		Summary:  "Invalid probe",
		Meaning:  "Arguments of the probe conflict, such as a POST without `read_only = true`.",
		Solution: "Correct the argument in the message.",
	}
	problemInvalidPath = problems.Problem{
		Summary:  "Invalid path",
		Meaning:  "The path does not begin with a slash, or leads outside `base_url`.",
		Solution: "Use a form such as `/v1/me`.",
	}
	problemInvalidExpression = problems.Problem{
		Summary:  "Invalid expression",
		Meaning:  "The value is not a JMESPath expression. String literals are in single quotes.",
		Solution: "Test it at <https://jmespath.org>.",
	}
	problemInvalidRate = problems.Problem{
		Summary:  "Invalid rate",
		Meaning:  "`rate_limit` does not have the expected form.",
		Solution: "Use a form such as `5/s`, `100/m`, `1000/h` or `10/15s`.",
	}
	problemTwoAuthorizations = problems.Problem{
		Summary:  "Two Authorization headers",
		Meaning:  "More than one of `headers`, `basic_auth` and `oauth2` sends `Authorization`.",
		Solution: "Keep one of them.",
	}
	problemInvalidOAuth2 = problems.Problem{
		Summary:  "Invalid token request",
		Meaning:  "The block `oauth2` has no `token_url` or no `client_id`, an invisible character is in an argument, a parameter contains a credential, or an error code is malformed.",
		Solution: "Correct the argument in the message. The client secret has the argument `client_secret_wo`.",
	}
)

// What is wrong with the provider's settings.
var (
	problemCertificateUnreadable = problems.Problem{
		Summary:  "Unreadable certificate file",
		Meaning:  "The file in `ca_cert_file` or `CONNECTOR_CA_CERT_FILE` cannot be read, or the value is the content of a file and not its path. A relative path starts at the working directory of the CLI.",
		Solution: "Check the path and its permissions. `abspath(\"${path.root}/corp.pem\")` does not depend on the working directory.",
	}
	problemNoCertificate = problems.Problem{
		Summary:  "Invalid certificate file",
		Meaning:  "The file is not in PEM format, or one of its blocks is damaged or not a certificate. The message has the number of the block.",
		Solution: "Correct the block. To convert a file from DER: `openssl x509 -inform der -in corp.der -out corp.pem`.",
	}
)

// What is wrong with the arguments of the action.
var (
	problemUnknownConnector = problems.Problem{
		Summary:  "Unknown connector",
		Meaning:  "`connector` is not one of the provider's connectors.",
		Solution: "Use one of the listed connectors. A custom credential is verified by its resource.",
	}
	problemUnknownChoice = problems.Problem{
		Summary: "Unknown %s", Example: []any{"ARGUMENT"},
		Meaning:  "This connector does not have the region or scheme.",
		Solution: "Use one of the listed values, or remove the argument.",
	}
	problemNoRegions = problems.Problem{
		Summary:  "No regions",
		Meaning:  "`region` is set for a connector without regions.",
		Solution: "Remove the argument.",
	}
	problemUnknownField = problems.Problem{
		Summary:  "Unknown field",
		Meaning:  "This connector does not have one of the names in `fields`. The name is not shown, because it may be a secret.",
		Solution: "Use the listed names.",
	}
	problemNullField = problems.Problem{
		Summary: "Field %s is null", Example: []any{"FIELD"},
		Meaning:  "An entry of `fields` is null. From Terraform 1.16 on, `terraform apply -invoke` removes ephemeral values, so an ephemeral variable arrives as null. The environment is not used instead, because it may hold another credential.",
		Solution: "For `-invoke`, remove the entry and set the environment variable that the message names. Otherwise set the value.",
	}
)

// What is wrong with a call of the function. The texts have no full stop, which
// the CLI adds.
var (
	problemNoSuchConnector = problems.Problem{
		Summary: "There is no such connector. Expected one of %s", Example: []any{"..."},
		Meaning:  "The first argument is not a connector.",
		Solution: "Use one of the listed connectors.",
	}
	problemFunctionCustom = problems.Problem{
		Summary:  "A custom credential declares its headers itself. Use them, or the ephemeral resource connector_credential_custom",
		Meaning:  "The first argument is `custom`, whose headers are not known to the function.",
		Solution: "Use the headers that you declare, or `request_headers` of the ephemeral resource.",
	}
	problemNoSuchScheme = problems.Problem{
		Summary: "At most one scheme of %s can be given, and it must be one of %s", Example: []any{"VENDOR", "..."},
		Meaning:  "The third argument is not a scheme of this connector.",
		Solution: "Use one of the listed schemes, or remove the argument to use the first one.",
	}
	problemNoSuchField = problems.Problem{
		Summary: "One of the fields is unknown to %s. Expected exactly %s", Example: []any{"VENDOR", "..."},
		Meaning:  "The second argument has an additional key. It is not shown, because it may be a secret.",
		Solution: "Set exactly the listed fields.",
	}
	problemFunctionToken = problems.Problem{
		Summary: "The headers of %s carry an access token, and the function sends no request for one. Use the ephemeral resource connector_credential_%s", Example: []any{"VENDOR", "CONNECTOR"},
		Meaning:  "The connector exchanges its fields for an access token. The function needs no network, so it cannot do that.",
		Solution: "Use `headers` of the ephemeral resource.",
	}
	problemFunctionMissing = problems.Problem{
		Summary: "The field %q is missing. Expected exactly %s", Example: []any{"FIELD", "..."},
		Meaning:  "The second argument does not have a required key, or its value is null.",
		Solution: "Set exactly the listed fields.",
	}
	problemFunctionValue = problems.Problem{
		Summary: "The value of %s %s", Example: []any{"FIELD", "..."},
		Meaning:  "The value cannot be sent as a header, or an optional field is required because of the value of another one. No value is shown.",
		Solution: "Correct or add it.",
	}
)
