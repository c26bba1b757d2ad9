# Read from BREVO_API_KEY.
ephemeral "connector_credential_brevo" "newsletter" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  newsletter_url     = ephemeral.connector_credential_brevo.newsletter.base_url
  newsletter_headers = ephemeral.connector_credential_brevo.newsletter.headers
}
