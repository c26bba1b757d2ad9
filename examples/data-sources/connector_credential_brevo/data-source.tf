# The credential is read from BREVO_API_KEY,
# so that no secret is in state.
data "connector_credential_brevo" "newsletter" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "newsletter_is_valid" {
  assert {
    condition     = data.connector_credential_brevo.newsletter.status != "rejected"
    error_message = "Brevo rejected the credential (${data.connector_credential_brevo.newsletter.status_reason})."
  }
}
