# The token comes from PIPEDRIVE_API_TOKEN. Nothing of it is in plan or state.
ephemeral "connector_credential_pipedrive" "sales_pipeline" {
  allow_unverified = true # A destroy opens it too, and must not fail here.
}

# A write-only argument takes an ephemeral value.
resource "connector_credential_pipedrive" "sales_pipeline" {
  name         = "sales-pipeline"
  api_token_wo = ephemeral.connector_credential_pipedrive.sales_pipeline.headers["x-api-token"]
}
