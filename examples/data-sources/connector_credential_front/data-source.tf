# The credential is read from FRONT_API_TOKEN,
# so that no secret is in state.
data "connector_credential_front" "shared_inbox" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "shared_inbox_is_valid" {
  assert {
    condition     = data.connector_credential_front.shared_inbox.status != "rejected"
    error_message = "Front rejected the credential (${data.connector_credential_front.shared_inbox.status_reason})."
  }
}
