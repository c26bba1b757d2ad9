# The credential is read from FRONT_API_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_front" "shared_inbox" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  shared_inbox_url     = ephemeral.connector_credential_front.shared_inbox.base_url
  shared_inbox_headers = ephemeral.connector_credential_front.shared_inbox.headers
}
