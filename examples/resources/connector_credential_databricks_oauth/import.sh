# The ID is the name of the credential.
terraform import connector_credential_databricks_oauth.exports exports
