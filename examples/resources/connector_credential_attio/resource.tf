# Set TF_VAR_attio_access_token in the environment.
# An ephemeral value is not stored in plan or state.
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

# The account that Attio reports. It is not secret.
output "relationships_account" {
  value = connector_credential_attio.relationships.account
}
