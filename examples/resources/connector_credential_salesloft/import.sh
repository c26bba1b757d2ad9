# The ID is the name of the credential.
terraform import connector_credential_salesloft.sales_engagement sales-engagement
