# Set TF_VAR_klaviyo_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "klaviyo_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_klaviyo" "email_campaigns" {
  name         = "email-campaigns"
  description  = "Campaigns and profiles for the marketing lake"
  api_key_wo   = var.klaviyo_api_key
  rotate_after = "2160h"
}

# The account that Klaviyo reports. It is not secret.
output "email_campaigns_account" {
  value = connector_credential_klaviyo.email_campaigns.account
}
