# Set it with TF_VAR_asana_personal_access_token. An ephemeral value is in no plan file.
variable "asana_personal_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_asana" "project_plan" {
  name                     = "project-plan"
  description              = "Tasks and due dates for the capacity planning"
  personal_access_token_wo = var.asana_personal_access_token
  rotate_after             = "4320h"
}

# The user that the token acts as.
output "project_plan_user" {
  value = connector_credential_asana.project_plan.account.name
}
