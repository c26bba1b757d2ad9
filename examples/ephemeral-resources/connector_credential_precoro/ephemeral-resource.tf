# The credential is read from PRECORO_API_TOKEN and PRECORO_USER_EMAIL.
# Nothing of it is in plan or state.
ephemeral "connector_credential_precoro" "procurement" {
  region = "us" # The default is "global".
}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  procurement_url     = ephemeral.connector_credential_precoro.procurement.base_url
  procurement_headers = ephemeral.connector_credential_precoro.procurement.headers
}
