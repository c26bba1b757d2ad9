# The credential is read from CODA_API_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_coda" "operations_docs" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  operations_docs_url     = ephemeral.connector_credential_coda.operations_docs.base_url
  operations_docs_headers = ephemeral.connector_credential_coda.operations_docs.headers
}
