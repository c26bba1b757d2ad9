# The credential is read from POSTMARK_SERVER_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_postmark" "receipts" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  receipts_url     = ephemeral.connector_credential_postmark.receipts.base_url
  receipts_headers = ephemeral.connector_credential_postmark.receipts.headers
}
