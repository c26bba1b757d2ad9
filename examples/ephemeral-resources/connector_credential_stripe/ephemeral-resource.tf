# The credential is read from STRIPE_API_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_stripe" "billing" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  billing_url     = ephemeral.connector_credential_stripe.billing.base_url
  billing_headers = ephemeral.connector_credential_stripe.billing.headers
}
