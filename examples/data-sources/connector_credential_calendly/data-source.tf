# The credential is read from CALENDLY_PERSONAL_ACCESS_TOKEN,
# so that no secret is in state.
data "connector_credential_calendly" "appointments" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "appointments_is_valid" {
  assert {
    condition     = data.connector_credential_calendly.appointments.status != "rejected"
    error_message = "Calendly rejected the credential (${data.connector_credential_calendly.appointments.status_reason})."
  }
}
