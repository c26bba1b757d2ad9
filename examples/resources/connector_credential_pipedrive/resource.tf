# Set it with TF_VAR_pipedrive_api_token. An ephemeral value is in no plan file.
variable "pipedrive_api_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_pipedrive" "sales_pipeline" {
  name         = "sales-pipeline"
  description  = "Open deals for the weekly forecast"
  api_token_wo = var.pipedrive_api_token
}

# The company whose deals the token reads: a user has another token in each.
output "sales_pipeline_company" {
  value = connector_credential_pipedrive.sales_pipeline.account.organization
}
