# The ID is the name of the credential.
terraform import connector_credential_smartsheet.rollout_plan rollout-plan
