# The credential is read from CALENDLY_PERSONAL_ACCESS_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_calendly" "appointments" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  appointments_url     = ephemeral.connector_credential_calendly.appointments.base_url
  appointments_headers = ephemeral.connector_credential_calendly.appointments.headers
}
