# Set TF_VAR_clickup_api_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "clickup_api_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_clickup" "task_lists" {
  name         = "task-lists"
  description  = "Tasks and time entries for the capacity planning"
  api_token_wo = var.clickup_api_token
  rotate_after = "2160h"
}

# The account that ClickUp reports. It is not secret.
output "task_lists_account" {
  value = connector_credential_clickup.task_lists.account
}
