# Read from ATTIO_ACCESS_TOKEN.
ephemeral "connector_credential_attio" "relationships" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  relationships_url     = ephemeral.connector_credential_attio.relationships.base_url
  relationships_headers = ephemeral.connector_credential_attio.relationships.headers
}
