# Read from BREVO_API_KEY.
ephemeral "connector_credential_brevo" "campaign_mails" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  campaign_mails_url     = ephemeral.connector_credential_brevo.campaign_mails.base_url
  campaign_mails_headers = ephemeral.connector_credential_brevo.campaign_mails.headers
}
