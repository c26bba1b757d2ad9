# The credential is read from STRIPE_API_KEY,
# so that no secret is in state.
data "connector_credential_stripe" "billing" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "billing_is_valid" {
  assert {
    condition     = data.connector_credential_stripe.billing.status != "rejected"
    error_message = "Stripe rejected the credential (${data.connector_credential_stripe.billing.status_reason})."
  }
}
