# Set TF_VAR_posthog_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "posthog_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_posthog" "feature_usage" {
  name         = "feature-usage"
  description  = "Feature flags and insights of the web shop"
  api_key_wo   = var.posthog_api_key
  region       = "eu" # The default is "us".
  rotate_after = "2160h"
}

# The account that PostHog reports. It is not secret.
output "feature_usage_account" {
  value = connector_credential_posthog.feature_usage.account
}
