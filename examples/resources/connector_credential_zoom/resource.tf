# Set TF_VAR_zoom_client_secret in the environment.
# An ephemeral value is not stored in plan or state.
variable "zoom_client_secret" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_zoom" "meetings" {
  name             = "meetings"
  description      = "Meetings and participants for the usage reports"
  client_secret_wo = var.zoom_client_secret
  account_id       = "sandbox-account"
  client_id        = "sandbox-zoom-client"
  rotate_after     = "2160h"
}

# The account that Zoom reports. It is not secret.
output "meetings_account" {
  value = connector_credential_zoom.meetings.account
}
