# Read from POSTMARK_SERVER_TOKEN, so that state contains no secret.
data "connector_credential_postmark" "receipts" {
  allow_unverified = true # The check below reports a rejection.
}

check "receipts_is_valid" {
  assert {
    condition     = data.connector_credential_postmark.receipts.status != "rejected"
    error_message = "Postmark rejected the credential (${data.connector_credential_postmark.receipts.status_reason})."
  }
}
