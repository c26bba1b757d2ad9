# Read from SALESFORCE_DOMAIN, SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET.
ephemeral "connector_credential_salesforce" "sales" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  sales_url     = ephemeral.connector_credential_salesforce.sales.base_url
  sales_headers = ephemeral.connector_credential_salesforce.sales.headers
}
