# Set TF_VAR_salesloft_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "salesloft_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_salesloft" "sales_engagement" {
  name         = "sales-engagement"
  description  = "Cadences and calls for the revenue dashboard"
  api_key_wo   = var.salesloft_api_key
  rotate_after = "2160h"
}

# The account that Salesloft reports. It is not secret.
output "sales_engagement_account" {
  value = connector_credential_salesloft.sales_engagement.account
}
