# Read from NEW_RELIC_USER_KEY.
ephemeral "connector_credential_new_relic" "observability" {
  region = "eu" # The default is "us".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  observability_url     = ephemeral.connector_credential_new_relic.observability.base_url
  observability_headers = ephemeral.connector_credential_new_relic.observability.headers
}
