# The ID is the name of the credential.
terraform import connector_credential_brevo.newsletter newsletter
