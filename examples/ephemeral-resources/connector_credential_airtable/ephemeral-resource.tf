# Read from AIRTABLE_PERSONAL_ACCESS_TOKEN.
ephemeral "connector_credential_airtable" "content_calendar" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  content_calendar_url     = ephemeral.connector_credential_airtable.content_calendar.base_url
  content_calendar_headers = ephemeral.connector_credential_airtable.content_calendar.headers
}
