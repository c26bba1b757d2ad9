# The credential is read from SENTRY_AUTH_TOKEN,
# so that no secret is in state.
data "connector_credential_sentry" "application_errors" {
  region           = "us" # The default is "global".
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "application_errors_is_valid" {
  assert {
    condition     = data.connector_credential_sentry.application_errors.status != "rejected"
    error_message = "Sentry rejected the credential (${data.connector_credential_sentry.application_errors.status_reason})."
  }
}
