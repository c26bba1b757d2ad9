# Read from LAUNCHDARKLY_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_launchdarkly" "feature_flags" {
  region           = "eu" # The default is "us".
  allow_unverified = true # The check below reports a rejection.
}

check "feature_flags_is_valid" {
  assert {
    condition     = data.connector_credential_launchdarkly.feature_flags.status != "rejected"
    error_message = "LaunchDarkly rejected the credential (${data.connector_credential_launchdarkly.feature_flags.status_reason})."
  }
}
