# Read from DATABRICKS_WORKSPACE and DATABRICKS_PERSONAL_ACCESS_TOKEN.
ephemeral "connector_credential_databricks" "lakehouse" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  lakehouse_url     = ephemeral.connector_credential_databricks.lakehouse.base_url
  lakehouse_headers = ephemeral.connector_credential_databricks.lakehouse.headers
}
