# Read from ADOBE_ANALYTICS_CLIENT_ID and ADOBE_ANALYTICS_CLIENT_SECRET.
ephemeral "connector_credential_adobe_analytics" "web_analytics" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  web_analytics_url     = ephemeral.connector_credential_adobe_analytics.web_analytics.base_url
  web_analytics_headers = ephemeral.connector_credential_adobe_analytics.web_analytics.headers
}
