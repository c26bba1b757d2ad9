# Read from BREVO_API_KEY, so that state contains no secret.
data "connector_credential_brevo" "newsletter" {
  allow_unverified = true # The check below reports a rejection.
}

check "newsletter_is_valid" {
  assert {
    condition     = data.connector_credential_brevo.newsletter.status != "rejected"
    error_message = "Brevo rejected the credential (${data.connector_credential_brevo.newsletter.status_reason})."
  }
}
