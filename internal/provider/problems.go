package provider

import "fmt"

// problem is one kind of trouble that a diagnostic tells of. Every diagnostic of
// this package takes its summary from one, and the page on troubleshooting is
// made of them, so that no message is without an explanation.
type problem struct {
	// form is the summary, as fmt.Sprintf takes it.
	form string
	// shown stands on the page for what is filled in.
	shown []any
	// means says what has happened, and cure what to do, both in Markdown.
	means, cure string
}

// title is the summary of a diagnostic of this kind.
func (p problem) title(filledIn ...any) string { return fmt.Sprintf(p.form, filledIn...) }

// problemSection is a table of the page.
type problemSection struct {
	title, about string
	problems     []problem
}

// problemSections lists all problems, in the order of the page.
func problemSections() []problemSection {
	return []problemSection{
		{
			title: "Vendor Responses", about: "The text below the summary has the host, the status code, the number of requests and the next step. `status_reason` has the reason as a [code](#reasons).",
			problems: []problem{problemRejected, problemInconclusive, problemOutage, problemInterrupted, problemRotationDue},
		},
		{
			title: "Arguments of a Credential", about: "Validation reports these without a network if the values are known.",
			problems: []problem{
				problemBothSet, problemMissingWriteOnly, problemMissingSecret, problemMissingField, problemInvalidValue,
				problemInvalidBaseURL, problemInvalidDuration, problemInvalidHeaderValue, problemInvalidImportID, problemPrivateState,
			},
		},
		{
			title: "Custom Credentials",
			problems: []problem{
				problemMissingProbe, problemInvalidProbe, problemInvalidPath, problemInvalidExpression, problemInvalidRate, problemInvalidFixedHeader, problemTwoAuthorizations,
			},
		},
		{
			title:    "Provider Settings",
			problems: []problem{problemEnvironment, problemCertificateUnreadable, problemNoCertificate},
		},
		{
			title: "The Function `request_headers`", about: "The CLI prints these below `Error in function call`.",
			problems: []problem{problemNoSuchConnector, problemNoSuchScheme, problemNoSuchField, problemFunctionMissing, problemFunctionValue},
		},
		{
			title:    "The Action `connector_verify`",
			problems: []problem{problemUnknownConnector, problemUnknownChoice, problemNoRegions, problemUnknownField, problemNullField},
		},
		{title: "Nexla: Keys and Blocks", problems: nexlaSettingProblems()},
		{title: "Nexla: Responses", problems: nexlaAnswerProblems()},
	}
}

// What a vendor answers.
var (
	problemRejected = problem{
		form: "%s rejected %s", shown: []any{"VENDOR", "the credential \"NAME\""},
		means: "The vendor rejected the credential: it is mistyped, revoked, replaced, or belongs to another region or user. An error for a changed credential, a warning for an unchanged one.",
		cure:  "Check the fields in the message, or create a new key at the menu path that it shows. To destroy without verification, use `-refresh=false`.",
	}
	problemInconclusive = problem{
		form: "%s: %s could not be verified", shown: []any{"VENDOR", "the credential \"NAME\""},
		means: "The response is inconclusive: an outage, a rate limit, a firewall or a redirect. A warning; an error for a changed credential if the policy is `strict`.",
		cure:  "Find the reason of the message in the [table of reasons](#reasons). To continue without a verified credential, set `verification = { plan = \"lenient\" }` or `apply`.",
	}
	problemOutage = problem{
		form: "%s: unchanged credentials could not be verified (%s)", shown: []any{"VENDOR", "REASON"},
		means: "The response is inconclusive for credentials that are unchanged since the last apply. A warning; the CLI shows it once for all credentials of the vendor.",
		cure:  "No action is required. The [table of reasons](#reasons) explains the reason.",
	}
	problemInterrupted = problem{
		form: "Verification of %s was interrupted", shown: []any{"the credential \"NAME\""},
		means: "The run was canceled before the vendor responded.",
		cure:  "Run again.",
	}
	problemRotationDue = problem{
		form: "%s: the secret of the credential %q is due for rotation", shown: []any{"VENDOR", "NAME"},
		means: "The secret is older than `rotate_after`. A warning in every plan.",
		cure:  "Rotate it as described on the connector's page, or increase `rotate_after`.",
	}
)

// What is wrong with the arguments of a credential.
var (
	problemBothSet = problem{
		form: "Both %s and %s are set", shown: []any{"FIELD", "FIELD_wo"},
		means: "A secret is set twice.",
		cure:  "Keep the write-only argument.",
	}
	problemMissingWriteOnly = problem{
		form: "Missing %s", shown: []any{"FIELD_wo"},
		means: "A secret is null. Often, an ephemeral variable was set for the plan but not for the apply: a saved plan does not contain it.",
		cure:  "Set the argument, and set the `TF_VAR_` variable for both plan and apply.",
	}
	problemMissingSecret = problem{
		form:  "Missing secret",
		means: "A custom credential has neither headers nor basic authentication.",
		cure:  "Set `headers_wo` or `basic_auth_wo` for both plan and apply.",
	}
	problemMissingField = problem{
		form: "Missing %s", shown: []any{"FIELD"},
		means: "A required field of a data source or ephemeral resource is set neither as an argument nor in the environment, or the value of another field requires it.",
		cure:  "Set the argument or the environment variable in the message.",
	}
	problemInvalidValue = problem{
		form: "Invalid %s", shown: []any{"FIELD"},
		means: "The value cannot be sent as a header: it is empty, or contains a line break, a trailing space or a character that HTTP does not allow. It is not shown.",
		cure:  "Correct it. `trimspace(file(...))` removes the line break of a file.",
	}
	problemInvalidBaseURL = problem{
		form:  "Invalid base URL",
		means: "A base URL does not use https, or has a user, query or fragment.",
		cure:  "Use `https://host/prefix`. Plain http is allowed for loopback hosts only.",
	}
	problemInvalidDuration = problem{
		form:  "Invalid duration",
		means: "A duration has no unit or is not positive.",
		cure:  "Use a form such as `90s`, `5m` or `2160h`. There is no unit for days.",
	}
	problemInvalidHeaderValue = problem{
		form:  "Invalid header value",
		means: "A value that is sent as a header contains a character that HTTP does not allow.",
		cure:  "Correct it.",
	}
	problemInvalidImportID = problem{
		form:  "Invalid import ID",
		means: "The import ID is neither a name nor `nexla:` and a number, or the identity has no `nexla_credential_id`.",
		cure:  "Import by the credential's `name`, by `nexla:30388`, or by an identity with `nexla_credential_id`.",
	}
	problemPrivateState = problem{
		form:  "Private state not written",
		means: "A bug in the provider.",
		cure:  "Report it, with the version and without secrets.",
	}
)

// What is wrong with a custom credential.
var (
	problemMissingProbe = problem{
		form: "Missing %s", shown: []any{"probe or probe.path"},
		means: "A custom credential does not declare the request that verifies it.",
		cure:  "Add a `probe` block with `path`, such as `/v1/me`.",
	}
	problemInvalidFixedHeader = problem{
		form:  "Invalid fixed header",
		means: "A name in `fixed_headers` is not a valid header name, is reserved for the connection, or is already sent with the credential.",
		cure:  "Correct the name, or remove the header from `fixed_headers`. Put a header that carries the credential in `headers_wo`.",
	}
	problemInvalidProbe = problem{
		form:  "Invalid probe",
		means: "Arguments of the probe conflict, such as a POST without `read_only = true`.",
		cure:  "Correct the argument in the message.",
	}
	problemInvalidPath = problem{
		form:  "Invalid path",
		means: "The path does not begin with a slash, or leads outside `base_url`.",
		cure:  "Use a form such as `/v1/me`.",
	}
	problemInvalidExpression = problem{
		form:  "Invalid expression",
		means: "The value is not a JMESPath expression. String literals are in single quotes.",
		cure:  "Test it at <https://jmespath.org>.",
	}
	problemInvalidRate = problem{
		form:  "Invalid rate",
		means: "`rate_limit` does not have the expected form.",
		cure:  "Use a form such as `5/s`, `100/m`, `1000/h` or `10/15s`.",
	}
	problemTwoAuthorizations = problem{
		form:  "Two Authorization headers",
		means: "The headers contain `Authorization`, and `basic_auth` adds another one.",
		cure:  "Keep one of them.",
	}
)

// What is wrong with the provider's settings.
var (
	problemEnvironment = problem{
		form: "Invalid environment variable %s", shown: []any{"VARIABLE"},
		means: "An environment variable has a value that is not valid for its argument.",
		cure:  "Correct it, or unset it.",
	}
	problemCertificateUnreadable = problem{
		form:  "Unreadable certificate file",
		means: "The file in `ca_cert_file` or `CONNECTOR_CA_CERT_FILE` cannot be read. A relative path starts at the working directory of the CLI.",
		cure:  "Check the path and its permissions. `abspath(\"${path.root}/corp.pem\")` does not depend on the working directory.",
	}
	problemNoCertificate = problem{
		form:  "Invalid certificate file",
		means: "The file is not in PEM format, or one of its blocks is damaged or not a certificate. The message has the number of the block.",
		cure:  "Correct the block. To convert a file from DER: `openssl x509 -inform der -in corp.der -out corp.pem`.",
	}
)

// What is wrong with the arguments of the action.
var (
	problemUnknownConnector = problem{
		form:  "Unknown connector",
		means: "`connector` is not one of the provider's connectors.",
		cure:  "Use one of the listed connectors. A custom credential is verified by its resource.",
	}
	problemUnknownChoice = problem{
		form: "Unknown %s", shown: []any{"ARGUMENT"},
		means: "This connector does not have the region or scheme.",
		cure:  "Use one of the listed values, or remove the argument.",
	}
	problemNoRegions = problem{
		form:  "No regions",
		means: "`region` is set for a connector without regions.",
		cure:  "Remove the argument.",
	}
	problemUnknownField = problem{
		form:  "Unknown field",
		means: "This connector does not have one of the names in `fields`. The name is not shown, because it may be a secret.",
		cure:  "Use the listed names.",
	}
	problemNullField = problem{
		form: "Field %s Is Null", shown: []any{"FIELD"},
		means: "An entry of `fields` is null. `terraform apply -invoke` removes ephemeral values, so an ephemeral variable arrives as null. The environment is not used instead, because it may hold another credential.",
		cure:  "For `-invoke`, remove the entry and set the environment variable that the message names. Otherwise set the value.",
	}
)

// What is wrong with a call of the function. The texts have no full stop, which
// the CLI adds.
var (
	problemNoSuchConnector = problem{
		form: "There is no such connector. Expected one of %s", shown: []any{"..."},
		means: "The first argument is not a connector. The headers of custom credentials are not known to the provider.",
		cure:  "Use one of the listed connectors.",
	}
	problemNoSuchScheme = problem{
		form: "At most one scheme of %s can be given, and it must be one of %s", shown: []any{"VENDOR", "..."},
		means: "The third argument is not a scheme of this connector.",
		cure:  "Use one of the listed schemes, or remove the argument to use the first one.",
	}
	problemNoSuchField = problem{
		form: "One of the fields is unknown to %s. Expected exactly %s", shown: []any{"VENDOR", "..."},
		means: "The second argument has an additional key. It is not shown, because it may be a secret.",
		cure:  "Set exactly the listed fields.",
	}
	problemFunctionMissing = problem{
		form: "The field %q is missing. Expected exactly %s", shown: []any{"FIELD", "..."},
		means: "The second argument does not have a required key, or its value is null.",
		cure:  "Set exactly the listed fields.",
	}
	problemFunctionValue = problem{
		form: "The value of %s %s", shown: []any{"FIELD", "..."},
		means: "The value cannot be sent as a header, or an optional field is required because of the value of another one. No value is shown.",
		cure:  "Correct or add it.",
	}
)
