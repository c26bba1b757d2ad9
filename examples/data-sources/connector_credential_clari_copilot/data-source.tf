# The credential is read from CLARI_COPILOT_API_KEY and CLARI_COPILOT_API_PASSWORD,
# so that no secret is in state.
data "connector_credential_clari_copilot" "sales_calls" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "sales_calls_is_valid" {
  assert {
    condition     = data.connector_credential_clari_copilot.sales_calls.status != "rejected"
    error_message = "Clari Copilot rejected the credential (${data.connector_credential_clari_copilot.sales_calls.status_reason})."
  }
}
