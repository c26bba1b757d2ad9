# The credential is read from FIVETRAN_API_KEY and FIVETRAN_API_SECRET.
# Nothing of it is in plan or state.
ephemeral "connector_credential_fivetran" "pipelines" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  pipelines_url     = ephemeral.connector_credential_fivetran.pipelines.base_url
  pipelines_headers = ephemeral.connector_credential_fivetran.pipelines.headers
}
