# Set TF_VAR_sendgrid_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "sendgrid_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_sendgrid" "newsletter" {
  name         = "newsletter"
  description  = "Delivery figures of the newsletter"
  api_key_wo   = var.sendgrid_api_key
  region       = "eu" # The default is "global".
  rotate_after = "2160h"
}
