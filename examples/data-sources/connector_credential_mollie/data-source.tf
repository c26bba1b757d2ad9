# The credential is read from MOLLIE_API_KEY,
# so that no secret is in state.
data "connector_credential_mollie" "payments" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "payments_is_valid" {
  assert {
    condition     = data.connector_credential_mollie.payments.status != "rejected"
    error_message = "Mollie rejected the credential (${data.connector_credential_mollie.payments.status_reason})."
  }
}
