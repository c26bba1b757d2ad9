# Set TF_VAR_chargebee_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "chargebee_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_chargebee" "subscription_billing" {
  name         = "subscription-billing"
  description  = "Invoices for the revenue recognition"
  api_key_wo   = var.chargebee_api_key
  site         = "sandbox-site-test"
  rotate_after = "2160h"
}
