# Set TF_VAR_okta_api_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "okta_api_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_okta" "identity" {
  name         = "identity"
  description  = "Users and groups for the access review"
  api_token_wo = var.okta_api_token
  subdomain    = "sandbox-org"
  region       = "emea" # The default is "okta".
  rotate_after = "2160h"
}

# The account that Okta reports. It is not secret.
output "identity_account" {
  value = connector_credential_okta.identity.account
}
