# Read from SALESLOFT_API_KEY.
ephemeral "connector_credential_salesloft" "sales_engagement" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  sales_engagement_url     = ephemeral.connector_credential_salesloft.sales_engagement.base_url
  sales_engagement_headers = ephemeral.connector_credential_salesloft.sales_engagement.headers
}
