# The key comes from STRIPE_API_KEY. The state holds null for it, and the status
# and the account that the vendor told.
data "connector_credential_stripe" "billing" {
  allow_unverified = true # A refused key is no error: the check below tells.
}

# A warning in every plan once somebody has rolled or deleted the key.
check "billing_key" {
  assert {
    condition     = data.connector_credential_stripe.billing.status != "rejected"
    error_message = "Stripe refuses the key in STRIPE_API_KEY (${data.connector_credential_stripe.billing.status_reason})."
  }
}
