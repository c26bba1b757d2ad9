# Set TF_VAR_resci_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "resci_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_resci" "lifecycle_mail" {
  name         = "lifecycle-mail"
  description  = "Campaign data of the web shop"
  api_key_wo   = var.resci_api_key
  rotate_after = "2160h"
}

# The account that ReSci reports. It is not secret.
output "lifecycle_mail_account" {
  value = connector_credential_resci.lifecycle_mail.account
}
