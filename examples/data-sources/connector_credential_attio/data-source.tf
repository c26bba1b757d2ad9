# The credential is read from ATTIO_ACCESS_TOKEN,
# so that no secret is in state.
data "connector_credential_attio" "relationships" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "relationships_is_valid" {
  assert {
    condition     = data.connector_credential_attio.relationships.status != "rejected"
    error_message = "Attio rejected the credential (${data.connector_credential_attio.relationships.status_reason})."
  }
}
