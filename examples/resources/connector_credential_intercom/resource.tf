# Set TF_VAR_intercom_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "intercom_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_intercom" "helpdesk" {
  name            = "helpdesk"
  description     = "Conversations for the response time report"
  access_token_wo = var.intercom_access_token
  region          = "eu" # The default is "us".
  rotate_after    = "2160h"
}

# The account that Intercom reports. It is not secret.
output "helpdesk_account" {
  value = connector_credential_intercom.helpdesk.account
}
