# Read from PIPEDRIVE_API_TOKEN.
ephemeral "connector_credential_pipedrive" "sales_pipeline" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  sales_pipeline_url     = ephemeral.connector_credential_pipedrive.sales_pipeline.base_url
  sales_pipeline_headers = ephemeral.connector_credential_pipedrive.sales_pipeline.headers
}
