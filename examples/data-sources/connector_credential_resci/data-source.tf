# Read from RESCI_API_KEY, so that state contains no secret.
data "connector_credential_resci" "lifecycle_mail" {
  allow_unverified = true # The check below reports a rejection.
}

check "lifecycle_mail_is_valid" {
  assert {
    condition     = data.connector_credential_resci.lifecycle_mail.status != "rejected"
    error_message = "ReSci rejected the credential (${data.connector_credential_resci.lifecycle_mail.status_reason})."
  }
}
