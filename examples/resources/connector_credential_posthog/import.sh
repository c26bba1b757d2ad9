# The ID is the name of the credential.
terraform import connector_credential_posthog.feature_usage feature-usage
