# Set it with TF_VAR_attio_access_token. An ephemeral value is in no plan file.
variable "attio_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_attio" "relationships" {
  name            = "relationships"
  description     = "Companies and people for account scoring"
  access_token_wo = var.attio_access_token
  rotate_after    = "2160h"
}
