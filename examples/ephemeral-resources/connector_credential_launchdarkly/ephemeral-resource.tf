# Read from LAUNCHDARKLY_ACCESS_TOKEN.
ephemeral "connector_credential_launchdarkly" "feature_flags" {
  region = "eu" # The default is "us".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  feature_flags_url     = ephemeral.connector_credential_launchdarkly.feature_flags.base_url
  feature_flags_headers = ephemeral.connector_credential_launchdarkly.feature_flags.headers
}
