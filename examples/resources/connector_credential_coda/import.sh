# The ID is the name of the credential.
terraform import connector_credential_coda.operations_docs operations-docs
