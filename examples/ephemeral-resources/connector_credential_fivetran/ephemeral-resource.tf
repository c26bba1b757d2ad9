# Read from FIVETRAN_API_KEY and FIVETRAN_API_SECRET.
ephemeral "connector_credential_fivetran" "pipelines" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  pipelines_url     = ephemeral.connector_credential_fivetran.pipelines.base_url
  pipelines_headers = ephemeral.connector_credential_fivetran.pipelines.headers
}
