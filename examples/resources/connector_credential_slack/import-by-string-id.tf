import {
  to = connector_credential_slack.support_channels
  id = "support-channels"
}
