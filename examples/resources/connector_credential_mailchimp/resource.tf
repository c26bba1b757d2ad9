# Set TF_VAR_mailchimp_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "mailchimp_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_mailchimp" "newsletters" {
  name         = "newsletters"
  description  = "Audiences and campaigns for the marketing report"
  api_key_wo   = var.mailchimp_api_key
  rotate_after = "2160h"
}

# The account that Mailchimp reports. It is not secret.
output "newsletters_account" {
  value = connector_credential_mailchimp.newsletters.account
}
