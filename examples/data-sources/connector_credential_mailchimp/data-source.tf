# Read from MAILCHIMP_API_KEY, so that state contains no secret.
data "connector_credential_mailchimp" "newsletters" {
  allow_unverified = true # The check below reports a rejection.
}

check "newsletters_is_valid" {
  assert {
    condition     = data.connector_credential_mailchimp.newsletters.status != "rejected"
    error_message = "Mailchimp rejected the credential (${data.connector_credential_mailchimp.newsletters.status_reason})."
  }
}
