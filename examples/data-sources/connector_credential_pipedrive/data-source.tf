# The credential is read from PIPEDRIVE_API_TOKEN,
# so that no secret is in state.
data "connector_credential_pipedrive" "sales_pipeline" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "sales_pipeline_is_valid" {
  assert {
    condition     = data.connector_credential_pipedrive.sales_pipeline.status != "rejected"
    error_message = "Pipedrive rejected the credential (${data.connector_credential_pipedrive.sales_pipeline.status_reason})."
  }
}
