# The credential is read from LAUNCHDARKLY_ACCESS_TOKEN,
# so that no secret is in state.
data "connector_credential_launchdarkly" "feature_flags" {
  region           = "eu" # The default is "us".
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "feature_flags_is_valid" {
  assert {
    condition     = data.connector_credential_launchdarkly.feature_flags.status != "rejected"
    error_message = "LaunchDarkly rejected the credential (${data.connector_credential_launchdarkly.feature_flags.status_reason})."
  }
}
