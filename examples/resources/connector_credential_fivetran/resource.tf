# Set TF_VAR_fivetran_api_secret in the environment.
# An ephemeral value is not stored in plan or state.
variable "fivetran_api_secret" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_fivetran" "pipelines" {
  name          = "pipelines"
  description   = "Connections and their sync times for the data catalog"
  api_secret_wo = var.fivetran_api_secret
  api_key       = "sandbox-fivetran-key"
  rotate_after  = "2160h"
}

# The account that Fivetran reports. It is not secret.
output "pipelines_account" {
  value = connector_credential_fivetran.pipelines.account
}
