import {
  to = connector_credential_airtable.content_calendar
  id = "content-calendar"
}
