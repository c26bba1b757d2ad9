# Set TF_VAR_close_crm_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "close_crm_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_close_crm" "sales_crm" {
  name         = "sales-crm"
  description  = "Leads and opportunities for the weekly forecast"
  api_key_wo   = var.close_crm_api_key
  rotate_after = "2160h"
}

# The account that Close reports. It is not secret.
output "sales_crm_account" {
  value = connector_credential_close_crm.sales_crm.account
}
