# The credential is read from SALESLOFT_API_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_salesloft" "sales_engagement" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  sales_engagement_url     = ephemeral.connector_credential_salesloft.sales_engagement.base_url
  sales_engagement_headers = ephemeral.connector_credential_salesloft.sales_engagement.headers
}
