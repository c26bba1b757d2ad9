# The credential is read from CODA_API_TOKEN,
# so that no secret is in state.
data "connector_credential_coda" "operations_docs" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "operations_docs_is_valid" {
  assert {
    condition     = data.connector_credential_coda.operations_docs.status != "rejected"
    error_message = "Coda rejected the credential (${data.connector_credential_coda.operations_docs.status_reason})."
  }
}
