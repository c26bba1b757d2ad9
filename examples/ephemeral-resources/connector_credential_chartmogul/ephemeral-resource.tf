# The credential is read from CHARTMOGUL_API_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_chartmogul" "subscription_metrics" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  subscription_metrics_url     = ephemeral.connector_credential_chartmogul.subscription_metrics.base_url
  subscription_metrics_headers = ephemeral.connector_credential_chartmogul.subscription_metrics.headers
}
