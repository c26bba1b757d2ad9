# Read from STRIPE_API_KEY.
ephemeral "connector_credential_stripe" "billing" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  billing_url     = ephemeral.connector_credential_stripe.billing.base_url
  billing_headers = ephemeral.connector_credential_stripe.billing.headers
}
