# Set TF_VAR_pipedrive_api_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "pipedrive_api_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_pipedrive" "sales_pipeline" {
  name         = "sales-pipeline"
  description  = "Open deals for the weekly forecast"
  api_token_wo = var.pipedrive_api_token
  rotate_after = "2160h"
}

# The account that Pipedrive reports. It is not secret.
output "sales_pipeline_account" {
  value = connector_credential_pipedrive.sales_pipeline.account
}
