# The token comes from AIRTABLE_PERSONAL_ACCESS_TOKEN. The state holds null for
# it, and the status with the user that Airtable told. A refused token is an error.
data "connector_credential_airtable" "content_calendar" {}

# The id always, and the address where the token may read it.
output "content_calendar_account" {
  value = data.connector_credential_airtable.content_calendar.account
}
