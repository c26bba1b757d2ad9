# Read from FIVETRAN_API_KEY and FIVETRAN_API_SECRET, so that state contains no secret.
data "connector_credential_fivetran" "pipelines" {
  allow_unverified = true # The check below reports a rejection.
}

check "pipelines_is_valid" {
  assert {
    condition     = data.connector_credential_fivetran.pipelines.status != "rejected"
    error_message = "Fivetran rejected the credential (${data.connector_credential_fivetran.pipelines.status_reason})."
  }
}
