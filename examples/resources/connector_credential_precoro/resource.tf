# Set TF_VAR_precoro_api_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "precoro_api_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_precoro" "procurement" {
  name         = "procurement"
  description  = "Purchase orders for the finance lake"
  api_token_wo = var.precoro_api_token
  user_email   = "integrations@example.com"
  region       = "us" # The default is "global".
  rotate_after = "2160h"
}

# The account that Precoro reports. It is not secret.
output "procurement_account" {
  value = connector_credential_precoro.procurement.account
}
