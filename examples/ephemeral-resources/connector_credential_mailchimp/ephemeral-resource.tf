# Read from MAILCHIMP_API_KEY.
ephemeral "connector_credential_mailchimp" "newsletters" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  newsletters_url     = ephemeral.connector_credential_mailchimp.newsletters.base_url
  newsletters_headers = ephemeral.connector_credential_mailchimp.newsletters.headers
}
