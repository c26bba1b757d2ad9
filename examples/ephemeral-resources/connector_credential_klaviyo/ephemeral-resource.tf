# Read from KLAVIYO_API_KEY.
ephemeral "connector_credential_klaviyo" "email_campaigns" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  email_campaigns_url     = ephemeral.connector_credential_klaviyo.email_campaigns.base_url
  email_campaigns_headers = ephemeral.connector_credential_klaviyo.email_campaigns.headers
}
