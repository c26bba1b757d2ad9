# Read from SENDGRID_API_KEY, so that state contains no secret.
data "connector_credential_sendgrid" "newsletter" {
  region           = "eu" # The default is "global".
  allow_unverified = true # The check below reports a rejection.
}

check "newsletter_is_valid" {
  assert {
    condition     = data.connector_credential_sendgrid.newsletter.status != "rejected"
    error_message = "SendGrid rejected the credential (${data.connector_credential_sendgrid.newsletter.status_reason})."
  }
}
