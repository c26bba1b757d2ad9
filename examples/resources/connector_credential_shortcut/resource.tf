# Set TF_VAR_shortcut_api_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "shortcut_api_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_shortcut" "engineering_stories" {
  name         = "engineering-stories"
  description  = "Stories and iterations for the delivery metrics"
  api_token_wo = var.shortcut_api_token
  rotate_after = "2160h"
}

# The account that Shortcut reports. It is not secret.
output "engineering_stories_account" {
  value = connector_credential_shortcut.engineering_stories.account
}
