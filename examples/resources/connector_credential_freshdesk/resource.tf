# Set TF_VAR_freshdesk_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "freshdesk_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_freshdesk" "help_desk" {
  name         = "help-desk"
  description  = "Tickets for the customer health score"
  api_key_wo   = var.freshdesk_api_key
  domain       = "sandbox-desk"
  rotate_after = "2160h"
}

# The account that Freshdesk reports. It is not secret.
output "help_desk_account" {
  value = connector_credential_freshdesk.help_desk.account
}
