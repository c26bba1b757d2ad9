# The credential is read from LAUNCHDARKLY_ACCESS_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_launchdarkly" "feature_flags" {
  region = "eu" # The default is "us".
}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  feature_flags_url     = ephemeral.connector_credential_launchdarkly.feature_flags.base_url
  feature_flags_headers = ephemeral.connector_credential_launchdarkly.feature_flags.headers
}
