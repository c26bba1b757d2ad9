# Read from CODA_API_TOKEN, so that state contains no secret.
data "connector_credential_coda" "operations_docs" {
  allow_unverified = true # The check below reports a rejection.
}

check "operations_docs_is_valid" {
  assert {
    condition     = data.connector_credential_coda.operations_docs.status != "rejected"
    error_message = "Coda rejected the credential (${data.connector_credential_coda.operations_docs.status_reason})."
  }
}
