# Set TF_VAR_front_api_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "front_api_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_front" "shared_inbox" {
  name         = "shared-inbox"
  description  = "Conversations of the support inbox"
  api_token_wo = var.front_api_token
  rotate_after = "2160h"
}

# The account that Front reports. It is not secret.
output "shared_inbox_account" {
  value = connector_credential_front.shared_inbox.account
}
