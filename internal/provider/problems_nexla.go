package provider

func nexlaSettingProblems() []problem {
	return []problem{
		problemNexlaNoKey, problemNexlaNoKeyWork, problemNexlaNotChecked, problemNexlaTwoKeys, problemNexlaInvalidKey,
		problemNexlaAccessor, problemNexlaNoBlock, problemNexlaOther, problemNexlaWhichCredential, problemNexlaWhichVendor,
	}
}

func nexlaAnswerProblems() []problem {
	return []problem{
		problemNexlaFailed, problemNexlaExists, problemNexlaInUse, problemNexlaUnusable, problemNexlaLeft,
		problemNexlaOtherVendor, problemNexlaNoTemplate, problemNexlaSeveral, problemNexlaTags, problemNexlaKept,
	}
}

// What is wrong with the settings for Nexla, or with a nexla block.
var (
	problemNexlaNoKey = problem{
		form:  "No key for Nexla",
		means: "A data source, a query or an import reads from Nexla, and the provider has no key for it.",
		cure:  "Set `NEXLA_SERVICE_KEY`, or `service_key` in the provider's `nexla` block.",
	}
	problemNexlaNoKeyWork = problem{
		form: "No key for Nexla: the credential %q", shown: []any{"NAME"},
		means: "A credential has pending changes in Nexla, but the provider has no key for Nexla.",
		cure:  "As above.",
	}
	problemNexlaNotChecked = problem{
		form: "No key for Nexla: the credential %q was not checked there", shown: []any{"NAME"},
		means: "A warning: no change is pending, but the provider cannot detect drift in Nexla.",
		cure:  "As above.",
	}
	problemNexlaKept = problem{
		form: "Nexla keeps the credential %q", shown: []any{"NAME"},
		means: "A warning: the resource was removed, but its credential in Nexla was created or adopted by another resource in the same run, so it was not deleted.",
		cure:  "No action is required. To rename a resource, use a `moved` block.",
	}
	problemNexlaTwoKeys = problem{
		form:  "Two keys for Nexla",
		means: "Service key and access token are both set in the same place.",
		cure:  "Keep the service key.",
	}
	problemNexlaInvalidKey = problem{
		form:  "Invalid key for Nexla",
		means: "The key is empty, or cannot be sent as a header. It is not shown. An empty argument is not replaced by the environment.",
		cure:  "Correct it; often it has a line break at its end. To use the environment, remove the argument.",
	}
	problemNexlaAccessor = problem{
		form:  "Accessor without a name",
		means: "An `accessor` block has neither `id` nor `email`.",
		cure:  "Set `id`, or `email` for a USER.",
	}
	problemNexlaNoBlock = problem{
		form:  "Credential imported from Nexla without a nexla block",
		means: "The credential was imported as `nexla:<id>`, but its configuration has no `nexla` block.",
		cure:  "Add `nexla {}`, or import it by its name.",
	}
	problemNexlaOther = problem{
		form:  "Another vendor or template in Nexla",
		means: "Vendor, template or ID in the block changed. Nexla cannot change them for an existing credential.",
		cure:  "Remove the block, apply, add it again, and apply. With `deletion_policy = \"delete\"`, this deletes the credential in Nexla.",
	}
	problemNexlaWhichCredential = problem{
		form:  "Missing id, or name and connector",
		means: "The data source has no argument that identifies it.",
		cure:  "Set `id`, or `name` and `connector`.",
	}
	problemNexlaWhichVendor = problem{
		form:  "Missing connector or vendor_name",
		means: "The data source has no argument that identifies it.",
		cure:  "Set `connector` or `vendor_name`.",
	}
)

// What comes of work at Nexla.
var (
	problemNexlaFailed = problem{
		form: "Nexla: %s %q failed", shown: []any{"saving the credential", "NAME"},
		means: "Nexla rejected the key or the request, limited the rate, could not be reached, or its response was lost. The text has the cause and Nexla's message. A warning during a refresh.",
		cure:  "Follow the next step at the end of the text. After a lost response, plan again: the provider finds what was created.",
	}
	problemNexlaExists = problem{
		form: "The credential %q exists in Nexla already", shown: []any{"NAME"},
		means: "Nexla already has a credential with this name and vendor. Names are not unique in Nexla, so the provider does not create a duplicate.",
		cure:  "Adopt it with `credential_id` or by importing `nexla:<id>`, or use another name. Another configuration may own it.",
	}
	problemNexlaInUse = problem{
		form: "The credential %q is in use in Nexla", shown: []any{"NAME"},
		means: "Nexla does not delete a credential that sources or destinations use. The text lists their IDs.",
		cure:  "Stop using it, or set `deletion_policy = \"abandon\"`, apply, and destroy.",
	}
	problemNexlaUnusable = problem{
		form: "Nexla cannot use the credential %q", shown: []any{"NAME"},
		means: "Nexla's probe failed, although the vendor accepted the credential from this machine.",
		cure:  "Check the vendor's allowed addresses and `parameters`. To skip the probe, set `probe = false`.",
	}
	problemNexlaLeft = problem{
		form: "The credential %q was left in Nexla", shown: []any{"NAME"},
		means: "The provider could not remove the credential that it had just created.",
		cure:  "Delete the credential with the ID in the text, or adopt it with `credential_id`.",
	}
	problemNexlaOtherVendor = problem{
		form: "The Nexla credential %d belongs to another vendor", shown: []any{30388},
		means: "The credential to adopt or import belongs to another vendor.",
		cure:  "Use the resource of that connector, or correct the ID.",
	}
	problemNexlaNoTemplate = problem{
		form: "No matching Nexla template for the credential %q", shown: []any{"NAME"},
		means: "No template of the vendor, or more than one, matches the fields by their labels.",
		cure:  "Set `auth_template_id` and `parameters`. The data source `connector_nexla_vendor` lists both.",
	}
	problemNexlaSeveral = problem{
		form: "%d credentials %q in Nexla", shown: []any{2, "NAME"},
		means: "The name of the data source matches no credential, or more than one.",
		cure:  "Use `id`.",
	}
	problemNexlaTags = problem{
		form: "Tags of the credential %q stay in Nexla", shown: []any{"NAME"},
		means: "A warning, shown once: tags were removed from the configuration, but Nexla's API cannot remove tags.",
		cure:  "Remove them in Nexla's user interface.",
	}
)
