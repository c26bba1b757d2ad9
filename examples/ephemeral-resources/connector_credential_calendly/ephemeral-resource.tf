# Read from CALENDLY_PERSONAL_ACCESS_TOKEN.
ephemeral "connector_credential_calendly" "appointments" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  appointments_url     = ephemeral.connector_credential_calendly.appointments.base_url
  appointments_headers = ephemeral.connector_credential_calendly.appointments.headers
}
