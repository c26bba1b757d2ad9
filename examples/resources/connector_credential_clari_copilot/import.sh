# The ID is the name of the credential.
terraform import connector_credential_clari_copilot.sales_calls sales-calls
