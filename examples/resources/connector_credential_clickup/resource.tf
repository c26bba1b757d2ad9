# Set TF_VAR_clickup_api_token in the environment.
# An ephemeral value is in no plan file and not in state.
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

# The account that ClickUp reports for the credential. It is not secret.
output "task_lists_account" {
  value = connector_credential_clickup.task_lists.account
}
