# Set TF_VAR_mollie_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "mollie_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_mollie" "payments" {
  name         = "payments"
  description  = "Payments and settlements for the revenue report"
  api_key_wo   = var.mollie_api_key
  rotate_after = "2160h"
}

# The account that Mollie reports. It is not secret.
output "payments_account" {
  value = connector_credential_mollie.payments.account
}
