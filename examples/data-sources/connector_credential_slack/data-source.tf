# Read from SLACK_BOT_TOKEN, so that state contains no secret.
data "connector_credential_slack" "support_channels" {
  allow_unverified = true # The check below reports a rejection.
}

check "support_channels_is_valid" {
  assert {
    condition     = data.connector_credential_slack.support_channels.status != "rejected"
    error_message = "Slack rejected the credential (${data.connector_credential_slack.support_channels.status_reason})."
  }
}
