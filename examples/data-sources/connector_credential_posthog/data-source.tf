# The credential is read from POSTHOG_API_KEY,
# so that no secret is in state.
data "connector_credential_posthog" "feature_usage" {
  region           = "eu" # The default is "us".
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "feature_usage_is_valid" {
  assert {
    condition     = data.connector_credential_posthog.feature_usage.status != "rejected"
    error_message = "PostHog rejected the credential (${data.connector_credential_posthog.feature_usage.status_reason})."
  }
}
