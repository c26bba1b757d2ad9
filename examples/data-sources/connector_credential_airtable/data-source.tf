# The credential is read from AIRTABLE_PERSONAL_ACCESS_TOKEN,
# so that no secret is in state.
data "connector_credential_airtable" "content_calendar" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "content_calendar_is_valid" {
  assert {
    condition     = data.connector_credential_airtable.content_calendar.status != "rejected"
    error_message = "Airtable rejected the credential (${data.connector_credential_airtable.content_calendar.status_reason})."
  }
}
