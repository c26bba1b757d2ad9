# Read from MOLLIE_API_KEY, so that state contains no secret.
data "connector_credential_mollie" "payments" {
  allow_unverified = true # The check below reports a rejection.
}

check "payments_is_valid" {
  assert {
    condition     = data.connector_credential_mollie.payments.status != "rejected"
    error_message = "Mollie rejected the credential (${data.connector_credential_mollie.payments.status_reason})."
  }
}
