# The credential is read from SENTRY_AUTH_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_sentry" "application_errors" {
  region = "us" # The default is "global".
}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  application_errors_url     = ephemeral.connector_credential_sentry.application_errors.base_url
  application_errors_headers = ephemeral.connector_credential_sentry.application_errors.headers
}
