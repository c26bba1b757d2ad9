# Read from MARKETO_MUNCHKIN_ID, MARKETO_CLIENT_ID and MARKETO_CLIENT_SECRET.
ephemeral "connector_credential_marketo" "campaigns" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  campaigns_url     = ephemeral.connector_credential_marketo.campaigns.base_url
  campaigns_headers = ephemeral.connector_credential_marketo.campaigns.headers
}
