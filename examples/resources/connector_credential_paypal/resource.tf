# Set TF_VAR_paypal_client_secret in the environment.
# An ephemeral value is not stored in plan or state.
variable "paypal_client_secret" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_paypal" "payouts" {
  name             = "payouts"
  description      = "Transactions for the reconciliation"
  client_secret_wo = var.paypal_client_secret
  client_id        = "sandbox-paypal-client"
  region           = "sandbox" # The default is "live".
  rotate_after     = "2160h"
}

# The account that PayPal reports. It is not secret.
output "payouts_account" {
  value = connector_credential_paypal.payouts.account
}
