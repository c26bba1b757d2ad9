# The ID is the name of the credential.
terraform import connector_credential_iterable.lifecycle_messages lifecycle-messages
