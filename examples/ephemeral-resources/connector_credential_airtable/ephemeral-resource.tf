# The token comes from AIRTABLE_PERSONAL_ACCESS_TOKEN. Nothing of it is in plan or state.
ephemeral "connector_credential_airtable" "content_calendar" {}

# For a provider block or a write-only argument. A local stays ephemeral.
locals {
  content_calendar_headers = ephemeral.connector_credential_airtable.content_calendar.headers
}
