# The credential is read from DATADOG_API_KEY and DATADOG_APPLICATION_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_datadog" "service_levels" {
  region = "us3" # The default is "us1".
}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  service_levels_url     = ephemeral.connector_credential_datadog.service_levels.base_url
  service_levels_headers = ephemeral.connector_credential_datadog.service_levels.headers
}
