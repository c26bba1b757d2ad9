# The credential is read from MIXPANEL_USERNAME and MIXPANEL_SECRET.
# Nothing of it is in plan or state.
ephemeral "connector_credential_mixpanel" "product_analytics" {
  region = "eu" # The default is "us".
}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  product_analytics_url     = ephemeral.connector_credential_mixpanel.product_analytics.base_url
  product_analytics_headers = ephemeral.connector_credential_mixpanel.product_analytics.headers
}
