# Read from DATABRICKS_WORKSPACE and DATABRICKS_PERSONAL_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_databricks" "lakehouse" {
  allow_unverified = true # The check below reports a rejection.
}

check "lakehouse_is_valid" {
  assert {
    condition     = data.connector_credential_databricks.lakehouse.status != "rejected"
    error_message = "Databricks rejected the credential (${data.connector_credential_databricks.lakehouse.status_reason})."
  }
}
