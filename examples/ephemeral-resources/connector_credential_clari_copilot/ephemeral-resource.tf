# Read from CLARI_COPILOT_API_KEY and CLARI_COPILOT_API_PASSWORD.
ephemeral "connector_credential_clari_copilot" "sales_calls" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  sales_calls_url     = ephemeral.connector_credential_clari_copilot.sales_calls.base_url
  sales_calls_headers = ephemeral.connector_credential_clari_copilot.sales_calls.headers
}
