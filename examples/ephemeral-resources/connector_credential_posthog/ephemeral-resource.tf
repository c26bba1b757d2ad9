# The credential is read from POSTHOG_API_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_posthog" "feature_usage" {
  region = "eu" # The default is "us".
}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  feature_usage_url     = ephemeral.connector_credential_posthog.feature_usage.base_url
  feature_usage_headers = ephemeral.connector_credential_posthog.feature_usage.headers
}
