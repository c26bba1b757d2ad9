# Read from DATADOG_API_KEY and DATADOG_APPLICATION_KEY.
ephemeral "connector_credential_datadog" "service_levels" {
  region = "us3" # The default is "us1".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  service_levels_url     = ephemeral.connector_credential_datadog.service_levels.base_url
  service_levels_headers = ephemeral.connector_credential_datadog.service_levels.headers
}
