# The credential is read from PIPEDRIVE_API_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_pipedrive" "sales_pipeline" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  sales_pipeline_url     = ephemeral.connector_credential_pipedrive.sales_pipeline.base_url
  sales_pipeline_headers = ephemeral.connector_credential_pipedrive.sales_pipeline.headers
}
