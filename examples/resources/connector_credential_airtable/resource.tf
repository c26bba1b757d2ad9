# Set it with TF_VAR_airtable_personal_access_token. An ephemeral value is in no plan file.
variable "airtable_personal_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_airtable" "content_calendar" {
  name                     = "content-calendar"
  description              = "Editorial tables for the campaign report"
  personal_access_token_wo = var.airtable_personal_access_token
}

# Airtable tells the user's id always, and the address to tokens that may read it.
output "content_calendar_user" {
  value = connector_credential_airtable.content_calendar.account.id
}
