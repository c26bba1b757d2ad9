# Read from PRECORO_API_TOKEN and PRECORO_USER_EMAIL.
ephemeral "connector_credential_precoro" "procurement" {
  region = "us" # The default is "global".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  procurement_url     = ephemeral.connector_credential_precoro.procurement.base_url
  procurement_headers = ephemeral.connector_credential_precoro.procurement.headers
}
