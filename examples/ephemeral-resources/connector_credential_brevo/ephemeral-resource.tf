# The credential is read from BREVO_API_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_brevo" "newsletter" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  newsletter_url     = ephemeral.connector_credential_brevo.newsletter.base_url
  newsletter_headers = ephemeral.connector_credential_brevo.newsletter.headers
}
