# The credential is read from HUBSPOT_ACCESS_TOKEN,
# so that no secret is in state.
data "connector_credential_hubspot" "crm" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "crm_is_valid" {
  assert {
    condition     = data.connector_credential_hubspot.crm.status != "rejected"
    error_message = "HubSpot rejected the credential (${data.connector_credential_hubspot.crm.status_reason})."
  }
}
