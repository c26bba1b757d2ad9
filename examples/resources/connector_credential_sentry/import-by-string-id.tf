import {
  to = connector_credential_sentry.application_errors
  id = "application-errors"
}
