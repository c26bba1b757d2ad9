# Set TF_VAR_databricks_oauth_client_secret in the environment.
# An ephemeral value is not stored in plan or state.
variable "databricks_oauth_client_secret" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_databricks_oauth" "exports" {
  name             = "exports"
  description      = "Tables of the lakehouse for the exports"
  client_secret_wo = var.databricks_oauth_client_secret
  workspace        = "dbc-sandbox"
  client_id        = "sandbox-databricks-oauth-client"
  rotate_after     = "2160h"
}

# The account that Databricks OAuth reports. It is not secret.
output "exports_account" {
  value = connector_credential_databricks_oauth.exports.account
}
