# Read from CUSTOMERLY_API_KEY, so that state contains no secret.
data "connector_credential_customerly" "support_inbox" {
  allow_unverified = true # The check below reports a rejection.
}

check "support_inbox_is_valid" {
  assert {
    condition     = data.connector_credential_customerly.support_inbox.status != "rejected"
    error_message = "Customerly rejected the credential (${data.connector_credential_customerly.support_inbox.status_reason})."
  }
}
