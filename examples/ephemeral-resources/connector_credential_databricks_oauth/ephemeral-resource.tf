# Read from DATABRICKS_OAUTH_WORKSPACE, DATABRICKS_OAUTH_CLIENT_ID and DATABRICKS_OAUTH_CLIENT_SECRET.
ephemeral "connector_credential_databricks_oauth" "exports" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  exports_url     = ephemeral.connector_credential_databricks_oauth.exports.base_url
  exports_headers = ephemeral.connector_credential_databricks_oauth.exports.headers
}
