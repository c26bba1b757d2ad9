# The ID is the name of the credential.
terraform import connector_credential_chartmogul.subscription_metrics subscription-metrics
