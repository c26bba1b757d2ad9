# The ID is the name of the credential.
terraform import connector_credential_affinity.deal_flow deal-flow
