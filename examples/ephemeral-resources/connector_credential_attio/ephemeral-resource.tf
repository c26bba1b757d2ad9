# The credential is read from ATTIO_ACCESS_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_attio" "relationships" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  relationships_url     = ephemeral.connector_credential_attio.relationships.base_url
  relationships_headers = ephemeral.connector_credential_attio.relationships.headers
}
