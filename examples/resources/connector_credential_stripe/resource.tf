# Set TF_VAR_stripe_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "stripe_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_stripe" "billing" {
  name         = "billing"
  description  = "Payments and payouts for revenue reporting"
  api_key_wo   = var.stripe_api_key
  rotate_after = "2160h"
}

# The account that Stripe reports. It is not secret.
output "billing_account" {
  value = connector_credential_stripe.billing.account
}
