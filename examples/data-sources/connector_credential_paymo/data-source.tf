# The credential is read from PAYMO_API_KEY,
# so that no secret is in state.
data "connector_credential_paymo" "timesheets" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "timesheets_is_valid" {
  assert {
    condition     = data.connector_credential_paymo.timesheets.status != "rejected"
    error_message = "Paymo rejected the credential (${data.connector_credential_paymo.timesheets.status_reason})."
  }
}
