# Read from CHARTMOGUL_API_KEY.
ephemeral "connector_credential_chartmogul" "subscription_metrics" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  subscription_metrics_url     = ephemeral.connector_credential_chartmogul.subscription_metrics.base_url
  subscription_metrics_headers = ephemeral.connector_credential_chartmogul.subscription_metrics.headers
}
