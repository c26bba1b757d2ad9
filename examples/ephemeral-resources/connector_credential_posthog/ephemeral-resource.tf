# The key comes from POSTHOG_API_KEY. Nothing of it is in plan or state.
ephemeral "connector_credential_posthog" "feature_usage" {
  region = "eu" # The organization's region; "us" where it is left out.

  lifecycle {
    postcondition {
      condition     = self.account.email == "integrations@example.com"
      error_message = "The key in POSTHOG_API_KEY belongs to a person who may leave, and not to the integration's user."
    }
  }
}

# For a provider block or a write-only argument. A local stays ephemeral.
locals {
  feature_usage_headers = ephemeral.connector_credential_posthog.feature_usage.headers
}
