# Read from MIXPANEL_USERNAME and MIXPANEL_SECRET.
ephemeral "connector_credential_mixpanel" "product_analytics" {
  region = "eu" # The default is "us".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  product_analytics_url     = ephemeral.connector_credential_mixpanel.product_analytics.base_url
  product_analytics_headers = ephemeral.connector_credential_mixpanel.product_analytics.headers
}
