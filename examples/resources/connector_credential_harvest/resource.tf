# Set TF_VAR_harvest_personal_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "harvest_personal_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_harvest" "billable_hours" {
  name                     = "billable-hours"
  description              = "Hours and invoices for the margin report"
  personal_access_token_wo = var.harvest_personal_access_token
  account_id               = "123456"
  rotate_after             = "2160h"
}

# The account that Harvest reports. It is not secret.
output "billable_hours_account" {
  value = connector_credential_harvest.billable_hours.account
}
