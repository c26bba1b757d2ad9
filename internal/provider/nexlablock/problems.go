package nexlablock

import (
	"github.com/connector-credentials/terraform-provider-connector/internal/provider/problems"
)

// SettingProblems are those of settings for Nexla and of nexla blocks.
func SettingProblems() []problems.Problem {
	return []problems.Problem{
		problemNoKey, problemNoKeyWork, problemNotChecked, problemUnknownSettings, problemTwoKeys, problemInvalidKey,
		problemKeptAndDeleted, problemAccessor, problemNoBlock, problemOther, problemIgnoredSecret, problemWhichCredential, problemWhichVendor,
	}
}

// ResponseProblems are those that Nexla's responses cause.
func ResponseProblems() []problems.Problem {
	return []problems.Problem{
		problemFailed, problemNotRefreshed, problemExists, problemInUse, problemUnusable, problemLeft,
		problemOtherVendor, problemShared, problemNoTemplate, problemSeveral, problemTags, problemKept,
	}
}

// What is wrong with the settings for Nexla, or with a nexla block.
var (
	problemNoKey = problems.Problem{
		Summary:  "No key for Nexla",
		Meaning:  "A data source, a query or an import reads from Nexla, and the provider has no key for it.",
		Solution: "Set `NEXLA_SERVICE_KEY`, or `service_key` in the provider's `nexla` block.",
	}
	problemNoKeyWork = problems.Problem{
		Summary: "No key for Nexla: the credential %q", Example: []any{"NAME"},
		Meaning:  "A credential has pending changes in Nexla, but the provider has no key for Nexla.",
		Solution: "As above.",
	}
	problemNotChecked = problems.Problem{
		Summary:  "No key for Nexla: unchanged credentials were not checked there",
		Meaning:  "No change is pending, but the provider cannot detect drift in Nexla. A warning; the CLI shows it once for all credentials.",
		Solution: "As above.",
	}
	problemUnknownSettings = problems.Problem{
		Summary:  "Nexla cannot be contacted before the apply",
		Meaning:  "A data source, a query or an import reads from Nexla, and the provider's `nexla` block has a value that is known only after apply.",
		Solution: "Give the block values that are known at plan. For a data source, you can instead set `depends_on` to what the value comes from. To destroy, use `-refresh=false`.",
	}
	problemKept = problems.Problem{
		Summary: "Nexla keeps the credential %q", Example: []any{"NAME"},
		Meaning:  "A warning: the resource was removed, but its credential in Nexla was created or adopted by another resource in the same run, so it was not deleted.",
		Solution: "No action is required. To rename a resource, use a `moved` block.",
	}
	problemKeptAndDeleted = problems.Problem{
		Summary: "The Nexla credential %d is both kept and deleted", Example: []any{30388},
		Meaning:  "A resource has or adopts the credential, and in the same plan another resource that has it is destroyed or loses its `nexla` block, which would delete the credential in Nexla.",
		Solution: "To rename a resource, use a `moved` block. Otherwise use a `removed` block with `destroy = false` for the other resource, or set its `deletion_policy` to `abandon` and apply first.",
	}
	problemTwoKeys = problems.Problem{
		Summary:  "Two keys for Nexla",
		Meaning:  "Service key and access token are both set in the same place.",
		Solution: "Keep the service key.",
	}
	problemInvalidKey = problems.Problem{
		Summary:  "Invalid key for Nexla",
		Meaning:  "The key is empty, or cannot be sent as a header. It is not shown. An empty argument is not replaced by the environment.",
		Solution: "Correct it; often it has a line break at its end. To use the environment, remove the argument.",
	}
	problemAccessor = problems.Problem{
		Summary:  "Invalid accessor",
		Meaning:  "An `accessor` block has neither `id` nor `email`, or both, a team or an organization has no `id`, a value is not valid, or two blocks are about the same accessor.",
		Solution: "Set `id`, or `email` for a USER, and list all `access_roles` of an accessor in one block.",
	}
	problemNoBlock = problems.Problem{
		Summary:  "Credential imported from Nexla without a nexla block",
		Meaning:  "The credential was imported as `nexla:<id>`, but its configuration has no `nexla` block.",
		Solution: "Add `nexla {}`, or import it by its name.",
	}
	problemOther = problems.Problem{
		Summary:  "Another vendor or template in Nexla",
		Meaning:  "Vendor, template or ID in the block changed, or the credential to adopt has another template. Nexla cannot change them for an existing credential.",
		Solution: "Remove the block, apply, add it again, and apply. With `deletion_policy = \"delete\"`, this deletes the credential in Nexla. To adopt a credential, remove `auth_template_id`.",
	}
	problemIgnoredSecret = problems.Problem{
		Summary: "Nexla: the new secret of the credential %q is ignored", Example: []any{"NAME"},
		Meaning:  "Another value than the secret changed. Nexla takes them only together, but the configured secret is new, and `ignore_changes` keeps it from being verified. Nothing was changed.",
		Solution: "Remove the secret from `ignore_changes` to rotate it, or configure the previous one again.",
	}
	problemWhichCredential = problems.Problem{
		Summary:  "Invalid choice of id, name and connector",
		Meaning:  "Nothing identifies the credential of the data source, or both an ID and a name do.",
		Solution: "Set `id`, or `name` and `connector`.",
	}
	problemWhichVendor = problems.Problem{
		Summary:  "Invalid choice of connector and vendor_name",
		Meaning:  "Nothing identifies the vendor of the data source, or both arguments do.",
		Solution: "Set `connector` or `vendor_name`.",
	}
)

// What comes of work at Nexla.
var (
	problemFailed = problems.Problem{
		Summary: "Nexla: %s %q failed", Example: []any{"OPERATION the credential", "NAME"},
		Meaning:  "Nexla rejected the key or the request, limited the rate, could not be reached, or its response was lost. OPERATION is what failed, such as `saving`, `updating`, `probing`, `deleting` or, as a warning about one credential, `refreshing`. The text has the cause, and Nexla's message if secrets can be redacted from it.",
		Solution: "Follow the next step at the end of the text. After a lost response, plan again: the provider finds what was created.",
	}
	problemNotRefreshed = problems.Problem{
		Summary: "Nexla: credentials could not be refreshed (%s)", Example: []any{"REASON"},
		Meaning:  "Nexla is not available, limits the rate or rejects the key, so the provider cannot detect drift there. A warning; the CLI shows it once for all credentials.",
		Solution: "No action is required if no change is pending. Otherwise follow the next step at the end of the text.",
	}
	problemExists = problems.Problem{
		Summary: "The credential %q exists in Nexla already", Example: []any{"NAME"},
		Meaning:  "Nexla already has a credential with this name and vendor. Names are not unique in Nexla, so the provider does not create a duplicate.",
		Solution: "Adopt it with `credential_id` or by importing `nexla:<id>`, or use another name. Another configuration may own it. If another resource of the same configuration gives up the name, apply again.",
	}
	problemInUse = problems.Problem{
		Summary: "The credential %q is in use in Nexla", Example: []any{"NAME"},
		Meaning:  "Nexla does not delete a credential that sources or destinations use. The text lists their IDs.",
		Solution: "Stop using it, or set `deletion_policy = \"abandon\"`, apply, and destroy.",
	}
	problemUnusable = problems.Problem{
		Summary: "Nexla cannot use the credential %q", Example: []any{"NAME"},
		Meaning:  "Nexla's probe failed, although the vendor accepted the credential from this machine.",
		Solution: "Check the vendor's allowed addresses and `parameters`. To skip the probe, set `probe = false`.",
	}
	problemLeft = problems.Problem{
		Summary: "The credential %q was left in Nexla", Example: []any{"NAME"},
		Meaning:  "The provider could not remove the credential that it had just created.",
		Solution: "Delete the credential with the ID in the text, or adopt it with `credential_id`.",
	}
	problemOtherVendor = problems.Problem{
		Summary: "The Nexla credential %d belongs to another vendor", Example: []any{30388},
		Meaning:  "The credential to adopt or import belongs to another vendor.",
		Solution: "Use the resource of that connector, or correct the ID.",
	}
	problemShared = problems.Problem{
		Summary: "The Nexla credential %d belongs to another resource", Example: []any{30388},
		Meaning:  "Two resources have or adopt the same credential, so each would overwrite the name and the secret of the other.",
		Solution: "Remove `credential_id` from one of them, or import the credential into one only. If both have it already, use a `removed` block with `destroy = false` for one.",
	}
	problemNoTemplate = problems.Problem{
		Summary: "No matching Nexla template for the credential %q", Example: []any{"NAME"},
		Meaning:  "No template of the vendor, or more than one, matches the fields by their labels.",
		Solution: "Set `auth_template_id` and `parameters`. The data source `connector_nexla_vendor` lists both.",
	}
	problemSeveral = problems.Problem{
		Summary: "%d credentials %q in Nexla", Example: []any{2, "NAME"},
		Meaning:  "The name of the data source matches no credential of the key's owner, or more than one.",
		Solution: "Check `name` and `connector`, or use `id`.",
	}
	problemTags = problems.Problem{
		Summary: "Tags of the credential %q stay in Nexla", Example: []any{"NAME"},
		Meaning:  "A warning, shown once: tags were removed from the configuration, but Nexla's API cannot remove tags.",
		Solution: "Remove them in Nexla's user interface.",
	}
)
