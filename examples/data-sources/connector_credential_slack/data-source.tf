# The credential is read from SLACK_BOT_TOKEN,
# so that no secret is in state.
data "connector_credential_slack" "support_channels" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "support_channels_is_valid" {
  assert {
    condition     = data.connector_credential_slack.support_channels.status != "rejected"
    error_message = "Slack rejected the credential (${data.connector_credential_slack.support_channels.status_reason})."
  }
}
