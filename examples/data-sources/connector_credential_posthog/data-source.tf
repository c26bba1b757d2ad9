# Read from POSTHOG_API_KEY, so that state contains no secret.
data "connector_credential_posthog" "feature_usage" {
  region           = "eu" # The default is "us".
  allow_unverified = true # The check below reports a rejection.
}

check "feature_usage_is_valid" {
  assert {
    condition     = data.connector_credential_posthog.feature_usage.status != "rejected"
    error_message = "PostHog rejected the credential (${data.connector_credential_posthog.feature_usage.status_reason})."
  }
}
