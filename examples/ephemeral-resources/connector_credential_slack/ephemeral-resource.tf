# Read from SLACK_BOT_TOKEN.
ephemeral "connector_credential_slack" "support_channels" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  support_channels_url     = ephemeral.connector_credential_slack.support_channels.base_url
  support_channels_headers = ephemeral.connector_credential_slack.support_channels.headers
}
