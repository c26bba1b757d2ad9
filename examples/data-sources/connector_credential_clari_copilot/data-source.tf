# Read from CLARI_COPILOT_API_KEY and CLARI_COPILOT_API_PASSWORD, so that state contains no secret.
data "connector_credential_clari_copilot" "sales_calls" {
  allow_unverified = true # The check below reports a rejection.
}

check "sales_calls_is_valid" {
  assert {
    condition     = data.connector_credential_clari_copilot.sales_calls.status != "rejected"
    error_message = "Clari Copilot rejected the credential (${data.connector_credential_clari_copilot.sales_calls.status_reason})."
  }
}
