# Set TF_VAR_launchdarkly_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "launchdarkly_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_launchdarkly" "feature_flags" {
  name            = "feature-flags"
  description     = "Flags and their owners for the release report"
  access_token_wo = var.launchdarkly_access_token
  region          = "eu" # The default is "us".
  rotate_after    = "2160h"
}

# The account that LaunchDarkly reports. It is not secret.
output "feature_flags_account" {
  value = connector_credential_launchdarkly.feature_flags.account
}
