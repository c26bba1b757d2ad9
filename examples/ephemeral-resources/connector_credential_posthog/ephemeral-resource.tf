# Read from POSTHOG_API_KEY.
ephemeral "connector_credential_posthog" "feature_usage" {
  region = "eu" # The default is "us".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  feature_usage_url     = ephemeral.connector_credential_posthog.feature_usage.base_url
  feature_usage_headers = ephemeral.connector_credential_posthog.feature_usage.headers
}
