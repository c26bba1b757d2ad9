# Read from POSTMARK_SERVER_TOKEN.
ephemeral "connector_credential_postmark" "receipts" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  receipts_url     = ephemeral.connector_credential_postmark.receipts.base_url
  receipts_headers = ephemeral.connector_credential_postmark.receipts.headers
}
