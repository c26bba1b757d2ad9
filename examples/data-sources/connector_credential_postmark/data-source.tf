# The credential is read from POSTMARK_SERVER_TOKEN,
# so that no secret is in state.
data "connector_credential_postmark" "receipts" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "receipts_is_valid" {
  assert {
    condition     = data.connector_credential_postmark.receipts.status != "rejected"
    error_message = "Postmark rejected the credential (${data.connector_credential_postmark.receipts.status_reason})."
  }
}
