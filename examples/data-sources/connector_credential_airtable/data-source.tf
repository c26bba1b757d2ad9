# Read from AIRTABLE_PERSONAL_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_airtable" "content_calendar" {
  allow_unverified = true # The check below reports a rejection.
}

check "content_calendar_is_valid" {
  assert {
    condition     = data.connector_credential_airtable.content_calendar.status != "rejected"
    error_message = "Airtable rejected the credential (${data.connector_credential_airtable.content_calendar.status_reason})."
  }
}
