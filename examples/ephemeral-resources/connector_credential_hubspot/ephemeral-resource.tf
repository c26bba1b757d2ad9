# Read from HUBSPOT_ACCESS_TOKEN.
ephemeral "connector_credential_hubspot" "crm" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  crm_url     = ephemeral.connector_credential_hubspot.crm.base_url
  crm_headers = ephemeral.connector_credential_hubspot.crm.headers
}
