# The token comes from HUBSPOT_ACCESS_TOKEN. Nothing of it is in plan or state.
ephemeral "connector_credential_hubspot" "crm" {
  lifecycle {
    postcondition {
      condition     = self.account.id != null
      error_message = "HubSpot did not say which account the token in HUBSPOT_ACCESS_TOKEN opens."
    }
  }
}

# For the provider block of a REST API, or for a write-only argument.
locals {
  crm_headers = ephemeral.connector_credential_hubspot.crm.headers
}
