# The user name comes from MIXPANEL_USERNAME and the secret from MIXPANEL_SECRET.
# Nothing of them is in plan or state.
ephemeral "connector_credential_mixpanel" "product_analytics" {
  region = "eu" # Where the organization's data lives; "us" where it is left out.
}

# The header with user name and secret, for a provider block or a write-only
# argument. A local stays ephemeral.
locals {
  product_analytics_headers = ephemeral.connector_credential_mixpanel.product_analytics.headers
}
