# The token comes from PIPEDRIVE_API_TOKEN. The state holds null for it, and the
# status with the user and the company that Pipedrive told. A refused token is an error.
data "connector_credential_pipedrive" "sales_pipeline" {
  lifecycle {
    postcondition {
      condition     = self.account.email == "integrations@example.com"
      error_message = "The token in PIPEDRIVE_API_TOKEN is that of a person, who may leave, and not that of the integration's user."
    }
  }
}

output "sales_pipeline_company" {
  value = data.connector_credential_pipedrive.sales_pipeline.account.organization
}
