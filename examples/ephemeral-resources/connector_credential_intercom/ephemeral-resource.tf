# Read from INTERCOM_ACCESS_TOKEN.
ephemeral "connector_credential_intercom" "helpdesk" {
  region = "eu" # The default is "us".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  helpdesk_url     = ephemeral.connector_credential_intercom.helpdesk.base_url
  helpdesk_headers = ephemeral.connector_credential_intercom.helpdesk.headers
}
