# The token comes from HUBSPOT_ACCESS_TOKEN. The state holds null for it, and the
# status with the account that HubSpot told.
data "connector_credential_hubspot" "crm" {
  allow_unverified = true # The check below speaks of a refused token.
}

check "crm_token" {
  assert {
    condition     = data.connector_credential_hubspot.crm.status != "rejected"
    error_message = "HubSpot refuses the token in HUBSPOT_ACCESS_TOKEN: it may have been rotated."
  }
}

output "crm_account_id" {
  value = data.connector_credential_hubspot.crm.account.id
}
