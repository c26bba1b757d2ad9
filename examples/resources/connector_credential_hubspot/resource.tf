# Set it with TF_VAR_hubspot_access_token. An ephemeral value is in no plan file.
variable "hubspot_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_hubspot" "crm" {
  name            = "crm"
  description     = "Contacts and deals for the revenue lake"
  access_token_wo = var.hubspot_access_token
  rotate_after    = "4320h" # Half a year, as HubSpot reminds its users.
}

# The number of the HubSpot account that the token opens.
output "crm_account_id" {
  value = connector_credential_hubspot.crm.account.id
}
