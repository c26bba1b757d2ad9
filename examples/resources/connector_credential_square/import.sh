# The ID is the name of the credential.
terraform import connector_credential_square.point_of_sale point-of-sale
