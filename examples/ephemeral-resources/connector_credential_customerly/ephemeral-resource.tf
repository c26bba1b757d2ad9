# The credential is read from CUSTOMERLY_API_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_customerly" "support_inbox" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  support_inbox_url     = ephemeral.connector_credential_customerly.support_inbox.base_url
  support_inbox_headers = ephemeral.connector_credential_customerly.support_inbox.headers
}
