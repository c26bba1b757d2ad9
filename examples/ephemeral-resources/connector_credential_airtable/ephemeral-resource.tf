# The credential is read from AIRTABLE_PERSONAL_ACCESS_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_airtable" "content_calendar" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  content_calendar_url     = ephemeral.connector_credential_airtable.content_calendar.base_url
  content_calendar_headers = ephemeral.connector_credential_airtable.content_calendar.headers
}
