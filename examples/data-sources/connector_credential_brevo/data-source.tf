# Read from BREVO_API_KEY, so that state contains no secret.
data "connector_credential_brevo" "campaign_mails" {
  allow_unverified = true # The check below reports a rejection.
}

check "campaign_mails_is_valid" {
  assert {
    condition     = data.connector_credential_brevo.campaign_mails.status != "rejected"
    error_message = "Brevo rejected the credential (${data.connector_credential_brevo.campaign_mails.status_reason})."
  }
}
