# Read from SENTRY_AUTH_TOKEN, so that state contains no secret.
data "connector_credential_sentry" "application_errors" {
  region           = "us" # The default is "global".
  allow_unverified = true # The check below reports a rejection.
}

check "application_errors_is_valid" {
  assert {
    condition     = data.connector_credential_sentry.application_errors.status != "rejected"
    error_message = "Sentry rejected the credential (${data.connector_credential_sentry.application_errors.status_reason})."
  }
}
