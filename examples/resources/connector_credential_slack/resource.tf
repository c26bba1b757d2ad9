# Set TF_VAR_slack_bot_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "slack_bot_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_slack" "support_channels" {
  name         = "support-channels"
  description  = "Messages of the support channels for the search index"
  bot_token_wo = var.slack_bot_token
  rotate_after = "2160h"
}

# The account that Slack reports. It is not secret.
output "support_channels_account" {
  value = connector_credential_slack.support_channels.account
}
