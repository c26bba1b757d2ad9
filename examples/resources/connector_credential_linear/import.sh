# The ID is the name of the credential.
terraform import connector_credential_linear.product_issues product-issues
