# Read from ATTIO_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_attio" "relationships" {
  allow_unverified = true # The check below reports a rejection.
}

check "relationships_is_valid" {
  assert {
    condition     = data.connector_credential_attio.relationships.status != "rejected"
    error_message = "Attio rejected the credential (${data.connector_credential_attio.relationships.status_reason})."
  }
}
