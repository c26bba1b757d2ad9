# Read from FRESHDESK_DOMAIN and FRESHDESK_API_KEY.
ephemeral "connector_credential_freshdesk" "help_desk" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  help_desk_url     = ephemeral.connector_credential_freshdesk.help_desk.base_url
  help_desk_headers = ephemeral.connector_credential_freshdesk.help_desk.headers
}
