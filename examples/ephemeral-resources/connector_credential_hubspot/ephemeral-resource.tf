# The credential is read from HUBSPOT_ACCESS_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_hubspot" "crm" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  crm_url     = ephemeral.connector_credential_hubspot.crm.base_url
  crm_headers = ephemeral.connector_credential_hubspot.crm.headers
}
