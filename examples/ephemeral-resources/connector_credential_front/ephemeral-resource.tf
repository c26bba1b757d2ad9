# Read from FRONT_API_TOKEN.
ephemeral "connector_credential_front" "shared_inbox" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  shared_inbox_url     = ephemeral.connector_credential_front.shared_inbox.base_url
  shared_inbox_headers = ephemeral.connector_credential_front.shared_inbox.headers
}
