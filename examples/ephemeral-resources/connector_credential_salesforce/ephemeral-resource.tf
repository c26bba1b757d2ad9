# Read from SALESFORCE_DOMAIN, SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET.
ephemeral "connector_credential_salesforce" "crm" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  crm_url     = ephemeral.connector_credential_salesforce.crm.base_url
  crm_headers = ephemeral.connector_credential_salesforce.crm.headers
}
