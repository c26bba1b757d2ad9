# The ID is the name of the credential.
terraform import connector_credential_pipedrive.sales_pipeline sales-pipeline
