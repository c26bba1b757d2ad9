# Read from CUSTOMERLY_API_KEY.
ephemeral "connector_credential_customerly" "support_inbox" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  support_inbox_url     = ephemeral.connector_credential_customerly.support_inbox.base_url
  support_inbox_headers = ephemeral.connector_credential_customerly.support_inbox.headers
}
