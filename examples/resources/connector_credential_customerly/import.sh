# The ID is the name of the credential.
terraform import connector_credential_customerly.support_inbox support-inbox
