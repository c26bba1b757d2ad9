# Read from CODA_API_TOKEN.
ephemeral "connector_credential_coda" "operations_docs" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  operations_docs_url     = ephemeral.connector_credential_coda.operations_docs.base_url
  operations_docs_headers = ephemeral.connector_credential_coda.operations_docs.headers
}
