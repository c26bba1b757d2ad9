# The credential is read from NEW_RELIC_USER_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_new_relic" "observability" {
  region = "eu" # The default is "us".
}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  observability_url     = ephemeral.connector_credential_new_relic.observability.base_url
  observability_headers = ephemeral.connector_credential_new_relic.observability.headers
}
