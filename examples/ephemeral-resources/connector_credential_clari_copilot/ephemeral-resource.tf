# Key and password come from CLARI_COPILOT_API_KEY and CLARI_COPILOT_API_PASSWORD.
ephemeral "connector_credential_clari_copilot" "sales_calls" {
  allow_unverified = true # The resource below decides, and a destroy is not blocked.
}

# A write-only argument takes an ephemeral value. Nothing of it is in plan or state.
resource "connector_credential_clari_copilot" "sales_calls" {
  name            = "sales-calls"
  api_key_wo      = ephemeral.connector_credential_clari_copilot.sales_calls.headers["X-Api-Key"]
  api_password_wo = ephemeral.connector_credential_clari_copilot.sales_calls.headers["X-Api-Password"]
}
