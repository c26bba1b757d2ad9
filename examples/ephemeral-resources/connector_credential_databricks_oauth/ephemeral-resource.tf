# Read from DATABRICKS_OAUTH_WORKSPACE, DATABRICKS_OAUTH_CLIENT_ID and DATABRICKS_OAUTH_CLIENT_SECRET.
ephemeral "connector_credential_databricks_oauth" "lakehouse" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  lakehouse_url     = ephemeral.connector_credential_databricks_oauth.lakehouse.base_url
  lakehouse_headers = ephemeral.connector_credential_databricks_oauth.lakehouse.headers
}
