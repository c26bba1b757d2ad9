# The credential is read from SENDGRID_API_KEY,
# so that no secret is in state.
data "connector_credential_sendgrid" "newsletter" {
  region           = "eu" # The default is "global".
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "newsletter_is_valid" {
  assert {
    condition     = data.connector_credential_sendgrid.newsletter.status != "rejected"
    error_message = "SendGrid rejected the credential (${data.connector_credential_sendgrid.newsletter.status_reason})."
  }
}
