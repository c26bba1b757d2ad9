# Set TF_VAR_databricks_personal_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "databricks_personal_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_databricks" "lakehouse" {
  name                     = "lakehouse"
  description              = "Tables for the cost report of the warehouse"
  personal_access_token_wo = var.databricks_personal_access_token
  workspace                = "dbc-sandbox"
  rotate_after             = "2160h"
}

# The account that Databricks reports. It is not secret.
output "lakehouse_account" {
  value = connector_credential_databricks.lakehouse.account
}
