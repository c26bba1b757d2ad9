# Set it with TF_VAR_precoro_api_token. An ephemeral value is in no plan file.
variable "precoro_api_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_precoro" "procurement" {
  name         = "procurement"
  description  = "Purchase orders for the finance lake"
  api_token_wo = var.precoro_api_token
  user_email   = "integrations@example.com"
  region       = "us" # The company's region; "global" where it is left out.
  rotate_after = "2160h"
}

# What another resource may need to know of it, none of it secret.
output "procurement_account" {
  value = connector_credential_precoro.procurement.account
}
