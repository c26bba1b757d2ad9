# Read from HUBSPOT_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_hubspot" "crm" {
  allow_unverified = true # The check below reports a rejection.
}

check "crm_is_valid" {
  assert {
    condition     = data.connector_credential_hubspot.crm.status != "rejected"
    error_message = "HubSpot rejected the credential (${data.connector_credential_hubspot.crm.status_reason})."
  }
}
