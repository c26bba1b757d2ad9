# Read from DATABRICKS_OAUTH_WORKSPACE, DATABRICKS_OAUTH_CLIENT_ID and DATABRICKS_OAUTH_CLIENT_SECRET, so that state contains no secret.
data "connector_credential_databricks_oauth" "exports" {
  allow_unverified = true # The check below reports a rejection.
}

check "exports_is_valid" {
  assert {
    condition     = data.connector_credential_databricks_oauth.exports.status != "rejected"
    error_message = "Databricks OAuth rejected the credential (${data.connector_credential_databricks_oauth.exports.status_reason})."
  }
}
