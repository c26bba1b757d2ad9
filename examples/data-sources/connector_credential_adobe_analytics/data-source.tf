# Read from ADOBE_ANALYTICS_CLIENT_ID and ADOBE_ANALYTICS_CLIENT_SECRET, so that state contains no secret.
data "connector_credential_adobe_analytics" "web_analytics" {
  allow_unverified = true # The check below reports a rejection.
}

check "web_analytics_is_valid" {
  assert {
    condition     = data.connector_credential_adobe_analytics.web_analytics.status != "rejected"
    error_message = "Adobe Analytics rejected the credential (${data.connector_credential_adobe_analytics.web_analytics.status_reason})."
  }
}
