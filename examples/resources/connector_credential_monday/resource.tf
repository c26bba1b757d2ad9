# Set TF_VAR_monday_api_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "monday_api_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_monday" "project_boards" {
  name         = "project-boards"
  description  = "Boards and items for the capacity planning"
  api_token_wo = var.monday_api_token
  rotate_after = "2160h"
}

# The account that monday.com reports. It is not secret.
output "project_boards_account" {
  value = connector_credential_monday.project_boards.account
}
