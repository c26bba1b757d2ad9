# Set TF_VAR_paymo_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "paymo_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_paymo" "timesheets" {
  name         = "timesheets"
  description  = "Hours and invoices for project reporting"
  api_key_wo   = var.paymo_api_key
  rotate_after = "2160h"
}

# The account that Paymo reports. It is not secret.
output "timesheets_account" {
  value = connector_credential_paymo.timesheets.account
}
