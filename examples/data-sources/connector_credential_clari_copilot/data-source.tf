# Key and password come from CLARI_COPILOT_API_KEY and CLARI_COPILOT_API_PASSWORD.
# The state holds null for both, and the status. Clari Copilot does not tell
# whom a pair belongs to, so that every attribute of account is null.
data "connector_credential_clari_copilot" "sales_calls" {
  allow_unverified = true # A destroy reads it too, and must not fail here.
}

# What needs a good credential says so.
resource "terraform_data" "call_import" {
  input = "call-import"

  lifecycle {
    precondition {
      condition     = data.connector_credential_clari_copilot.sales_calls.status == "verified"
      error_message = "The call import needs a pair that Clari Copilot accepts."
    }
  }
}
