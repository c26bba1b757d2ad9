# Set TF_VAR_airtable_personal_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "airtable_personal_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_airtable" "content_calendar" {
  name                     = "content-calendar"
  description              = "Editorial tables for the campaign report"
  personal_access_token_wo = var.airtable_personal_access_token
  rotate_after             = "2160h"
}

# The account that Airtable reports. It is not secret.
output "content_calendar_account" {
  value = connector_credential_airtable.content_calendar.account
}
