# The credential is read from RECURLY_API_KEY,
# so that no secret is in state.
data "connector_credential_recurly" "recurring_billing" {
  region           = "eu" # The default is "us".
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "recurring_billing_is_valid" {
  assert {
    condition     = data.connector_credential_recurly.recurring_billing.status != "rejected"
    error_message = "Recurly rejected the credential (${data.connector_credential_recurly.recurring_billing.status_reason})."
  }
}
