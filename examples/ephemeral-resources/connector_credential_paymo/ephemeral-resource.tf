# The key comes from PAYMO_API_KEY. Nothing of it is in plan or state.
ephemeral "connector_credential_paymo" "timesheets" {
  auth_scheme = "basic" # Without this line each scheme is tried until one is accepted.

  lifecycle {
    postcondition {
      condition     = self.account.email == "integrations@example.com"
      error_message = "The key in PAYMO_API_KEY is not that of the integration's user."
    }
  }
}

# For a provider block or a write-only argument. A local stays ephemeral.
locals {
  timesheets_headers = ephemeral.connector_credential_paymo.timesheets.headers
}
