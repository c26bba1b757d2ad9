# The credential is read from CLARI_COPILOT_API_KEY and CLARI_COPILOT_API_PASSWORD.
# Nothing of it is in plan or state.
ephemeral "connector_credential_clari_copilot" "sales_calls" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  sales_calls_url     = ephemeral.connector_credential_clari_copilot.sales_calls.base_url
  sales_calls_headers = ephemeral.connector_credential_clari_copilot.sales_calls.headers
}
