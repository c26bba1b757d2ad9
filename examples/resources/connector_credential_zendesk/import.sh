# The ID is the name of the credential.
terraform import connector_credential_zendesk.support_tickets support-tickets
