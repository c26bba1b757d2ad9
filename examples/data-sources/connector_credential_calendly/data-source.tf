# Read from CALENDLY_PERSONAL_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_calendly" "appointments" {
  allow_unverified = true # The check below reports a rejection.
}

check "appointments_is_valid" {
  assert {
    condition     = data.connector_credential_calendly.appointments.status != "rejected"
    error_message = "Calendly rejected the credential (${data.connector_credential_calendly.appointments.status_reason})."
  }
}
