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
			title: "Answers of a Vendor", about: "The text below the summary names host, status, requests, time and the next step; `status_reason` has the same as a [code](#reasons).",
			problems: []problem{problemRefused, problemNoVerdict, problemInterrupted, problemRotationDue},
		},
		{
			title: "Arguments of a Credential", about: "Validation finds these without a network, as far as values are known.",
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
			title:    "Settings of the Provider",
			problems: []problem{problemEnvironment, problemCertificateUnreadable, problemNoCertificate},
		},
		{
			title: "The Function `request_headers`", about: "The CLI puts `Error in function call` above these.",
			problems: []problem{problemNoSuchConnector, problemNoSuchScheme, problemNoSuchField, problemFunctionMissing, problemFunctionValue},
		},
		{
			title:    "The Action `connector_verify`",
			problems: []problem{problemUnknownConnector, problemUnknownChoice, problemNoRegions, problemUnknownField, problemNullField},
		},
		{title: "Nexla: Keys and Blocks", problems: nexlaSettingProblems()},
		{title: "Nexla: What It Answers", problems: nexlaAnswerProblems()},
	}
}

// What a vendor answers.
var (
	problemRefused = problem{
		form: "%s Refuses %s", shown: []any{"VENDOR", "Credential \"NAME\""},
		means: "The vendor says that the credential is not valid: mistyped, revoked, replaced, or of another region or user. An error for a new or changed credential, a warning for an unchanged one.",
		cure:  "Take the value from where the message says that a key is minted, and check the fields that belong to it. A destroy without asking: `-refresh=false`.",
	}
	problemNoVerdict = problem{
		form: "%s Gives No Verdict on %s", shown: []any{"VENDOR", "Credential \"NAME\""},
		means: "The answer says nothing about the credential: an outage, a limit, a firewall, a redirect. A warning, or an error under `strict` for a new or changed credential.",
		cure:  "The message names the reason; its cure is in the [table of reasons](#reasons). To go on without a verdict: `verification = { plan = \"lenient\" }`, or `apply`.",
	}
	problemInterrupted = problem{
		form: "Verification of %s Interrupted", shown: []any{"Credential \"NAME\""},
		means: "The run was cancelled before the vendor had answered.",
		cure:  "Run again.",
	}
	problemRotationDue = problem{
		form: "Secret of %s Credential %q Is Due for Rotation", shown: []any{"VENDOR", "NAME"},
		means: "The secret is older than `rotate_after`. A warning, at every plan.",
		cure:  "Rotate it as the connector's page says, or raise `rotate_after`.",
	}
)

// What is wrong with the arguments of a credential.
var (
	problemBothSet = problem{
		form: "Both %s and %s Set", shown: []any{"FIELD", "FIELD_wo"},
		means: "A secret is given twice.",
		cure:  "Keep the write-only argument.",
	}
	problemMissingWriteOnly = problem{
		form: "Missing %s", shown: []any{"FIELD_wo"},
		means: "A secret is null. Often an ephemeral variable that was set for the plan and not for the apply: a saved plan holds none.",
		cure:  "Set the argument; set the `TF_VAR_` variable for plan and apply.",
	}
	problemMissingSecret = problem{
		form:  "Missing Secret",
		means: "A custom credential has neither headers nor basic authentication.",
		cure:  "Set `headers_wo` or `basic_auth_wo`, for plan and apply.",
	}
	problemMissingField = problem{
		form: "Missing %s", shown: []any{"FIELD"},
		means: "A data source or ephemeral resource finds a field neither in its arguments nor in the environment, or an optional field is required because of the value of another one.",
		cure:  "Set the argument or the environment variable in the message.",
	}
	problemInvalidValue = problem{
		form: "Invalid %s", shown: []any{"FIELD"},
		means: "The value cannot be sent as a header: it is empty, or has a line break, a blank at its end, or a character that HTTP does not allow. It is not shown.",
		cure:  "Correct it; `trimspace(file(...))` takes off the line break of a file.",
	}
	problemInvalidBaseURL = problem{
		form:  "Invalid Base URL",
		means: "An address is not https, or has a user, query or fragment.",
		cure:  "Use `https://host/prefix`. Plain http is for loopback hosts only.",
	}
	problemInvalidDuration = problem{
		form:  "Invalid Duration",
		means: "A duration has no unit or is not positive.",
		cure:  "Write it like `90s`, `5m` or `2160h`; there is no unit for days.",
	}
	problemInvalidHeaderValue = problem{
		form:  "Invalid Header Value",
		means: "A text that is sent as a header has a character that HTTP does not allow there.",
		cure:  "Correct it.",
	}
	problemInvalidImportID = problem{
		form:  "Invalid Import ID",
		means: "The id of an import is neither a name nor `nexla:` with a number; an identity without `nexla_credential_id` cannot be imported.",
		cure:  "Import by the credential's `name`, by `nexla:30388`, or by an identity with `nexla_credential_id`.",
	}
	problemPrivateState = problem{
		form:  "Private State Not Written",
		means: "A bug in the provider.",
		cure:  "Report it, with the version and without secrets.",
	}
)

// What is wrong with a custom credential.
var (
	problemMissingProbe = problem{
		form: "Missing %s", shown: []any{"probe or probe.path"},
		means: "A custom credential does not say which request verifies it.",
		cure:  "Add a block `probe` with `path`, such as `/v1/me`.",
	}
	problemInvalidFixedHeader = problem{
		form:  "Invalid Fixed Header",
		means: "A name in `fixed_headers` is not the name of a header, is reserved for the connection, or is sent with the credential already.",
		cure:  "Correct the name, or remove the header from `fixed_headers`. A header that carries the credential belongs into `headers_wo`.",
	}
	problemInvalidProbe = problem{
		form:  "Invalid Probe",
		means: "Arguments of the probe do not go together, such as a POST without `read_only = true`.",
		cure:  "The message names the argument and what is expected.",
	}
	problemInvalidPath = problem{
		form:  "Invalid Path",
		means: "The path does not begin with a slash, or leads out of `base_url`.",
		cure:  "Write it like `/v1/me`.",
	}
	problemInvalidExpression = problem{
		form:  "Invalid Expression",
		means: "A text is no JMESPath expression. Literal texts stand in single quotes.",
		cure:  "Try it at <https://jmespath.org>.",
	}
	problemInvalidRate = problem{
		form:  "Invalid Rate",
		means: "`rate_limit` has another form.",
		cure:  "Write it like `5/s`, `100/m`, `1000/h` or `10/15s`.",
	}
	problemTwoAuthorizations = problem{
		form:  "Two Authorization Headers",
		means: "The headers have `Authorization`, and `basic_auth` makes one too.",
		cure:  "Keep one of them.",
	}
)

// What is wrong with the provider's settings.
var (
	problemEnvironment = problem{
		form: "Invalid Environment Variable %s", shown: []any{"VARIABLE"},
		means: "A variable of the environment has a value that its argument would refuse.",
		cure:  "Correct it, or unset it.",
	}
	problemCertificateUnreadable = problem{
		form:  "Unreadable Certificate File",
		means: "The file of `ca_cert_file` or `CONNECTOR_CA_CERT_FILE` cannot be read. A relative path begins where the CLI runs.",
		cure:  "Check path and rights; `abspath(\"${path.root}/corp.pem\")` does not depend on the folder.",
	}
	problemNoCertificate = problem{
		form:  "No Certificate in File",
		means: "The file is not in PEM form, or one of its blocks is broken or is not a certificate. The message gives the number of the block.",
		cure:  "Correct the block. To convert a file from DER: `openssl x509 -inform der -in corp.der -out corp.pem`.",
	}
)

// What is wrong with the arguments of the action.
var (
	problemUnknownConnector = problem{
		form:  "Unknown Connector",
		means: "The argument `connector` turned out to be none that the provider knows.",
		cure:  "Use one of the list. Custom credentials are verified by their resource.",
	}
	problemUnknownChoice = problem{
		form: "Unknown %s", shown: []any{"ARGUMENT"},
		means: "The region or scheme is none of this connector.",
		cure:  "Use one of the list, or leave it out.",
	}
	problemNoRegions = problem{
		form:  "No Regions",
		means: "`region` is set for a connector without regions.",
		cure:  "Leave it out.",
	}
	problemUnknownField = problem{
		form:  "Unknown Field",
		means: "A name in `fields` is none of this connector. It is not shown: name and value get swapped.",
		cure:  "Use the names of the list.",
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
		means: "The first argument is not a connector. Custom credentials have no headers that are known.",
		cure:  "Use one of the list.",
	}
	problemNoSuchScheme = problem{
		form: "At most one scheme of %s can be given, and it must be one of %s", shown: []any{"VENDOR", "..."},
		means: "The third argument is no scheme of this connector.",
		cure:  "Use one of the list, or leave it out for the first.",
	}
	problemNoSuchField = problem{
		form: "One of the fields is unknown to %s. Expected exactly %s", shown: []any{"VENDOR", "..."},
		means: "The second argument has a key too many. The key is not shown: it may be a secret in the wrong place.",
		cure:  "Give exactly the fields of the list.",
	}
	problemFunctionMissing = problem{
		form: "The field %q is missing. Expected exactly %s", shown: []any{"FIELD", "..."},
		means: "The second argument lacks a key, or its value is null.",
		cure:  "Give exactly the fields of the list.",
	}
	problemFunctionValue = problem{
		form: "The value of %s %s", shown: []any{"FIELD", "..."},
		means: "The value cannot be sent as a header, or an optional field is required because of the value of another one. No value is shown.",
		cure:  "Correct or add it.",
	}
)
