# The credential is read from SENDGRID_API_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_sendgrid" "newsletter" {
  region = "eu" # The default is "global".
}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  newsletter_url     = ephemeral.connector_credential_sendgrid.newsletter.base_url
  newsletter_headers = ephemeral.connector_credential_sendgrid.newsletter.headers
}
