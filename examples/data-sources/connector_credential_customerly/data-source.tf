# The credential is read from CUSTOMERLY_API_KEY,
# so that no secret is in state.
data "connector_credential_customerly" "support_inbox" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "support_inbox_is_valid" {
  assert {
    condition     = data.connector_credential_customerly.support_inbox.status != "rejected"
    error_message = "Customerly rejected the credential (${data.connector_credential_customerly.support_inbox.status_reason})."
  }
}
