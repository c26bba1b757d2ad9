# The credential is read from SLACK_BOT_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_slack" "support_channels" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  support_channels_url     = ephemeral.connector_credential_slack.support_channels.base_url
  support_channels_headers = ephemeral.connector_credential_slack.support_channels.headers
}
