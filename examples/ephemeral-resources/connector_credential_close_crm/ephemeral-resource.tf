# The credential is read from CLOSE_CRM_API_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_close_crm" "sales_crm" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  sales_crm_url     = ephemeral.connector_credential_close_crm.sales_crm.base_url
  sales_crm_headers = ephemeral.connector_credential_close_crm.sales_crm.headers
}
