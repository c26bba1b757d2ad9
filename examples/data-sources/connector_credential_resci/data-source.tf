# The credential is read from RESCI_API_KEY,
# so that no secret is in state.
data "connector_credential_resci" "lifecycle_mail" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "lifecycle_mail_is_valid" {
  assert {
    condition     = data.connector_credential_resci.lifecycle_mail.status != "rejected"
    error_message = "ReSci rejected the credential (${data.connector_credential_resci.lifecycle_mail.status_reason})."
  }
}
