# The credential is read from KLAVIYO_API_KEY,
# so that no secret is in state.
data "connector_credential_klaviyo" "email_campaigns" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "email_campaigns_is_valid" {
  assert {
    condition     = data.connector_credential_klaviyo.email_campaigns.status != "rejected"
    error_message = "Klaviyo rejected the credential (${data.connector_credential_klaviyo.email_campaigns.status_reason})."
  }
}
