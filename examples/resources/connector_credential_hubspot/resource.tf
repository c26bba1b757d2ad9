# Set TF_VAR_hubspot_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "hubspot_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_hubspot" "crm" {
  name            = "crm"
  description     = "Contacts and deals for the revenue lake"
  access_token_wo = var.hubspot_access_token
  rotate_after    = "2160h"
}

# The account that HubSpot reports. It is not secret.
output "crm_account" {
  value = connector_credential_hubspot.crm.account
}
