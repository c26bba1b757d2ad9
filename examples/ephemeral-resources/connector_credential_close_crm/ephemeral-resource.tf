# Read from CLOSE_CRM_API_KEY.
ephemeral "connector_credential_close_crm" "sales_crm" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  sales_crm_url     = ephemeral.connector_credential_close_crm.sales_crm.base_url
  sales_crm_headers = ephemeral.connector_credential_close_crm.sales_crm.headers
}
