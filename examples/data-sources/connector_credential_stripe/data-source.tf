# Read from STRIPE_API_KEY, so that state contains no secret.
data "connector_credential_stripe" "billing" {
  allow_unverified = true # The check below reports a rejection.
}

check "billing_is_valid" {
  assert {
    condition     = data.connector_credential_stripe.billing.status != "rejected"
    error_message = "Stripe rejected the credential (${data.connector_credential_stripe.billing.status_reason})."
  }
}
