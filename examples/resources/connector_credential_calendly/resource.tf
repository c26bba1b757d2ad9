# Set TF_VAR_calendly_personal_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "calendly_personal_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_calendly" "appointments" {
  name                     = "appointments"
  description              = "Scheduled events for the sales report"
  personal_access_token_wo = var.calendly_personal_access_token
  rotate_after             = "2160h"
}

# The account that Calendly reports. It is not secret.
output "appointments_account" {
  value = connector_credential_calendly.appointments.account
}
