# The key comes from STRIPE_API_KEY. Nothing of it is in plan or state.
ephemeral "connector_credential_stripe" "billing" {}

# For a provider block or a write-only argument. A local stays ephemeral.
locals {
  billing_api     = ephemeral.connector_credential_stripe.billing.base_url
  billing_headers = ephemeral.connector_credential_stripe.billing.headers
}
