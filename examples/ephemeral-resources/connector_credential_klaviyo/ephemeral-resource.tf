# The credential is read from KLAVIYO_API_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_klaviyo" "email_campaigns" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  email_campaigns_url     = ephemeral.connector_credential_klaviyo.email_campaigns.base_url
  email_campaigns_headers = ephemeral.connector_credential_klaviyo.email_campaigns.headers
}
