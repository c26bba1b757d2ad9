# The token comes from INTERCOM_ACCESS_TOKEN. Nothing of it is in plan or state.
ephemeral "connector_credential_intercom" "helpdesk" {
  region = "eu" # Where the workspace is; "us" where it is left out.
}

# The headers hold the token and the version of the API, for the block of a
# provider for REST APIs or for a write-only argument. A local stays ephemeral.
locals {
  helpdesk_base_url = ephemeral.connector_credential_intercom.helpdesk.base_url
  helpdesk_headers  = ephemeral.connector_credential_intercom.helpdesk.headers
}
