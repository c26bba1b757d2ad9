# Read from SENTRY_AUTH_TOKEN.
ephemeral "connector_credential_sentry" "application_errors" {
  region = "us" # The default is "global".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  application_errors_url     = ephemeral.connector_credential_sentry.application_errors.base_url
  application_errors_headers = ephemeral.connector_credential_sentry.application_errors.headers
}
