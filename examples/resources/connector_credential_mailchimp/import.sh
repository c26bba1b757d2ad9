# The ID is the name of the credential.
terraform import connector_credential_mailchimp.newsletters newsletters
