# Read from RECURLY_API_KEY, so that state contains no secret.
data "connector_credential_recurly" "recurring_billing" {
  region           = "eu" # The default is "us".
  allow_unverified = true # The check below reports a rejection.
}

check "recurring_billing_is_valid" {
  assert {
    condition     = data.connector_credential_recurly.recurring_billing.status != "rejected"
    error_message = "Recurly rejected the credential (${data.connector_credential_recurly.recurring_billing.status_reason})."
  }
}
