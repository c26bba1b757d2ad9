# The ID is the name of the credential.
terraform import connector_credential_slack.support_channels support-channels
