# Read from KLAVIYO_API_KEY, so that state contains no secret.
data "connector_credential_klaviyo" "email_campaigns" {
  allow_unverified = true # The check below reports a rejection.
}

check "email_campaigns_is_valid" {
  assert {
    condition     = data.connector_credential_klaviyo.email_campaigns.status != "rejected"
    error_message = "Klaviyo rejected the credential (${data.connector_credential_klaviyo.email_campaigns.status_reason})."
  }
}
