# The credential is read from INTERCOM_ACCESS_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_intercom" "helpdesk" {
  region = "eu" # The default is "us".
}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  helpdesk_url     = ephemeral.connector_credential_intercom.helpdesk.base_url
  helpdesk_headers = ephemeral.connector_credential_intercom.helpdesk.headers
}
