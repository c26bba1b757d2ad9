# Set TF_VAR_recurly_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "recurly_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_recurly" "recurring_billing" {
  name         = "recurring-billing"
  description  = "Invoices and subscriptions for the revenue report"
  api_key_wo   = var.recurly_api_key
  region       = "eu" # The default is "us".
  rotate_after = "2160h"
}

# The account that Recurly reports. It is not secret.
output "recurring_billing_account" {
  value = connector_credential_recurly.recurring_billing.account
}
