# Set TF_VAR_marketo_client_secret in the environment.
# An ephemeral value is not stored in plan or state.
variable "marketo_client_secret" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_marketo" "campaigns" {
  name             = "campaigns"
  description      = "Leads and activities for the attribution model"
  client_secret_wo = var.marketo_client_secret
  munchkin_id      = "sandbox-123"
  client_id        = "sandbox-marketo-client"
  rotate_after     = "2160h"
}
