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
		means: "A credential has work due at Nexla, and the provider has no key for it.",
		cure:  "As above.",
	}
	problemNexlaNotChecked = problem{
		form: "No key for Nexla: the credential %q was not checked there", shown: []any{"NAME"},
		means: "A warning: nothing is due, but a drift in Nexla would not be seen.",
		cure:  "As above.",
	}
	problemNexlaKept = problem{
		form: "Nexla keeps the credential %q", shown: []any{"NAME"},
		means: "A warning: the resource is gone, and its credential in Nexla belongs to another resource of the same run, which created or adopted it.",
		cure:  "No action is required. To rename a resource, use a `moved` block.",
	}
	problemNexlaTwoKeys = problem{
		form:  "Two keys for Nexla",
		means: "Service key and access token are both set at the same place.",
		cure:  "Keep the service key.",
	}
	problemNexlaInvalidKey = problem{
		form:  "Invalid key for Nexla",
		means: "The key is empty, or cannot be sent as a header. It is not shown. An empty argument is not replaced by the environment.",
		cure:  "Correct it; often it has a line break at its end. To use the environment, remove the argument.",
	}
	problemNexlaAccessor = problem{
		form:  "Accessor without a name",
		means: "An `accessor` block names nobody.",
		cure:  "Set `id`, or `email` for a USER.",
	}
	problemNexlaNoBlock = problem{
		form:  "Credential imported from Nexla without a nexla block",
		means: "It was imported as `nexla:<id>`, and its configuration has no `nexla` block.",
		cure:  "Add `nexla {}`, or import it by its name.",
	}
	problemNexlaOther = problem{
		form:  "Another vendor or template in Nexla",
		means: "Vendor, template or id of the block changed. A credential in Nexla keeps its own.",
		cure:  "Take the block out, apply, put it back, apply.",
	}
	problemNexlaWhichCredential = problem{
		form:  "Missing id, or name and connector",
		means: "The data source does not say which one.",
		cure:  "Set `id`, or `name` and `connector`.",
	}
	problemNexlaWhichVendor = problem{
		form:  "Missing connector or vendor_name",
		means: "The data source does not say which one.",
		cure:  "Set `connector` or `vendor_name`.",
	}
)

// What comes of work at Nexla.
var (
	problemNexlaFailed = problem{
		form: "Nexla: %s %q failed", shown: []any{"saving the credential", "NAME"},
		means: "Nexla refused the key, forbade or did not understand the request, limits the rate, could not be reached, or its answer was lost. The text says which, with Nexla's own words. At a refresh a warning.",
		cure:  "The text ends with the next step. After a lost answer plan again: what was made is found.",
	}
	problemNexlaExists = problem{
		form: "The credential %q exists in Nexla already", shown: []any{"NAME"},
		means: "One of this name and vendor is there already. Names are not unique in Nexla, so no double is made.",
		cure:  "Take it over with `credential_id` or an import of `nexla:<id>`, or use another name.",
	}
	problemNexlaInUse = problem{
		form: "The credential %q is in use in Nexla", shown: []any{"NAME"},
		means: "Nexla does not delete what sources or destinations use; the text lists their ids.",
		cure:  "Take it out of use, or set `deletion_policy = \"abandon\"`, apply, and destroy.",
	}
	problemNexlaUnusable = problem{
		form: "Nexla cannot use the credential %q", shown: []any{"NAME"},
		means: "Nexla's probe says no, although the vendor accepted the credential from here.",
		cure:  "Check the vendor's list of allowed addresses and `parameters`. `probe = false` goes without.",
	}
	problemNexlaLeft = problem{
		form: "The credential %q was left in Nexla", shown: []any{"NAME"},
		means: "What was saved was to be removed again, and that failed.",
		cure:  "Delete the id that the text names, or take it over with `credential_id`.",
	}
	problemNexlaOtherVendor = problem{
		form: "The Nexla credential %d belongs to another vendor", shown: []any{30388},
		means: "The id to adopt or import is of another vendor.",
		cure:  "Use the resource of that connector, or the right id.",
	}
	problemNexlaNoTemplate = problem{
		form: "No matching Nexla template for the credential %q", shown: []any{"NAME"},
		means: "None or several of the vendor's templates match the fields by their labels.",
		cure:  "Set `auth_template_id` and `parameters`; the data source `connector_nexla_vendor` lists both.",
	}
	problemNexlaSeveral = problem{
		form: "%d credentials %q in Nexla", shown: []any{2, "NAME"},
		means: "A data source by name finds none or several.",
		cure:  "Use `id`.",
	}
	problemNexlaTags = problem{
		form: "Tags of the credential %q stay in Nexla", shown: []any{"NAME"},
		means: "A warning, once: tags were taken out of the configuration, and Nexla's API only adds tags.",
		cure:  "Take them off in Nexla's user interface.",
	}
)
