# The ID is the name of the credential.
terraform import connector_credential_close_crm.sales_crm sales-crm
