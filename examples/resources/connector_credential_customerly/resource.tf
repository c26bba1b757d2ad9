# Set TF_VAR_customerly_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "customerly_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_customerly" "support_inbox" {
  name         = "support-inbox"
  description  = "Conversations for the service quality report"
  api_key_wo   = var.customerly_api_key
  rotate_after = "2160h"
}
