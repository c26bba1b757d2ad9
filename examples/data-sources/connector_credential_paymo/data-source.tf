# Read from PAYMO_API_KEY, so that state contains no secret.
data "connector_credential_paymo" "timesheets" {
  allow_unverified = true # The check below reports a rejection.
}

check "timesheets_is_valid" {
  assert {
    condition     = data.connector_credential_paymo.timesheets.status != "rejected"
    error_message = "Paymo rejected the credential (${data.connector_credential_paymo.timesheets.status_reason})."
  }
}
