# A policy for plans in JSON: opa eval --fail-defined --format pretty \
#   --data credentials.rego --input plan.json 'data.credentials.deny[_]'
package credentials

import rego.v1

credentials contains change if {
	some change in input.resource_changes
	startswith(change.type, "connector_credential_")
	change.change.after != null
}

# A key that does not work, or not for its purpose.
deny contains message if {
	some credential in credentials
	credential.change.after.status in {"rejected", "insufficient"}
	message := sprintf("%s is %s (%s)", [credential.address, credential.change.after.status, credential.change.after.status_reason])
}

# A key that may do more than any pipeline needs.
deny contains message if {
	some credential in credentials
	some scope in credential.change.after.scopes
	scope in {"admin:org", "delete_repo"}
	message := sprintf("%s has the scope %s", [credential.address, scope])
}

# A key that expires within seven days.
deny contains message if {
	some credential in credentials
	time.parse_rfc3339_ns(credential.change.after.expires_at) < time.now_ns() + (((7 * 24) * 3600) * 1000000000)
	message := sprintf("%s expires at %s", [credential.address, credential.change.after.expires_at])
}

# A payment key without a required environment.
deny contains message if {
	some credential in credentials
	credential.type == "connector_credential_stripe"
	object.get(credential.change.after, "required_environment", null) == null
	message := sprintf("%s has no required_environment", [credential.address])
}
