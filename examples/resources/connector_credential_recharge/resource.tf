# Set TF_VAR_recharge_api_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "recharge_api_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_recharge" "subscriptions" {
  name         = "subscriptions"
  description  = "Subscriptions and charges for the revenue report"
  api_token_wo = var.recharge_api_token
  rotate_after = "2160h"
}

# The account that Recharge reports. It is not secret.
output "subscriptions_account" {
  value = connector_credential_recharge.subscriptions.account
}
