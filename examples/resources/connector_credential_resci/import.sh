# The ID is the name of the credential.
terraform import connector_credential_resci.lifecycle_mail lifecycle-mail
