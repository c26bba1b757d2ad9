# Read from PIPEDRIVE_API_TOKEN, so that state contains no secret.
data "connector_credential_pipedrive" "sales_pipeline" {
  allow_unverified = true # The check below reports a rejection.
}

check "sales_pipeline_is_valid" {
  assert {
    condition     = data.connector_credential_pipedrive.sales_pipeline.status != "rejected"
    error_message = "Pipedrive rejected the credential (${data.connector_credential_pipedrive.sales_pipeline.status_reason})."
  }
}
