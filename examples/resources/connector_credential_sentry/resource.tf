# Set TF_VAR_sentry_auth_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "sentry_auth_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_sentry" "application_errors" {
  name          = "application-errors"
  description   = "Issues and releases for the reliability report"
  auth_token_wo = var.sentry_auth_token
  region        = "us" # The default is "global".
  rotate_after  = "2160h"
}

# The account that Sentry reports. It is not secret.
output "application_errors_account" {
  value = connector_credential_sentry.application_errors.account
}
