# Set TF_VAR_brevo_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "brevo_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_brevo" "campaign_mails" {
  name         = "campaign-mails"
  description  = "Campaigns and contacts for the marketing lake"
  api_key_wo   = var.brevo_api_key
  rotate_after = "2160h"
}

# The account that Brevo reports. It is not secret.
output "campaign_mails_account" {
  value = connector_credential_brevo.campaign_mails.account
}
