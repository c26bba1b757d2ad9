# Read from FRONT_API_TOKEN, so that state contains no secret.
data "connector_credential_front" "shared_inbox" {
  allow_unverified = true # The check below reports a rejection.
}

check "shared_inbox_is_valid" {
  assert {
    condition     = data.connector_credential_front.shared_inbox.status != "rejected"
    error_message = "Front rejected the credential (${data.connector_credential_front.shared_inbox.status_reason})."
  }
}
