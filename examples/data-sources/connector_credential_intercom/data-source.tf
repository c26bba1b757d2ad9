# The token comes from INTERCOM_ACCESS_TOKEN. The state holds null for it, and
# beside the region the status with the teammate and the workspace.
data "connector_credential_intercom" "helpdesk" {
  region           = "eu" # Where the workspace is; "us" where it is left out.
  allow_unverified = true # The check below speaks of a refused token.
}

check "helpdesk_token" {
  assert {
    condition     = data.connector_credential_intercom.helpdesk.status != "rejected"
    error_message = "Intercom refuses the token in INTERCOM_ACCESS_TOKEN: is the app still installed on the workspace?"
  }
}

output "helpdesk_workspace" {
  value = data.connector_credential_intercom.helpdesk.account.organization
}
