# Read from SENDGRID_API_KEY.
ephemeral "connector_credential_sendgrid" "newsletter" {
  region = "eu" # The default is "global".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  newsletter_url     = ephemeral.connector_credential_sendgrid.newsletter.base_url
  newsletter_headers = ephemeral.connector_credential_sendgrid.newsletter.headers
}
