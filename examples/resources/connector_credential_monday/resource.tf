# Set TF_VAR_monday_api_token in the environment.
# An ephemeral value is in no plan file and not in state.
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

# The account that monday.com reports for the credential. It is not secret.
output "project_boards_account" {
  value = connector_credential_monday.project_boards.account
}
