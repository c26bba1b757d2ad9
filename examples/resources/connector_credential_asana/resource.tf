# Set TF_VAR_asana_personal_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "asana_personal_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_asana" "project_plan" {
  name                     = "project-plan"
  description              = "Tasks and due dates for the capacity planning"
  personal_access_token_wo = var.asana_personal_access_token
  rotate_after             = "2160h"
}

# The account that Asana reports. It is not secret.
output "project_plan_account" {
  value = connector_credential_asana.project_plan.account
}
