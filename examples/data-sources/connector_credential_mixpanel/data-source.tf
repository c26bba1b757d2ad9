# Read from MIXPANEL_USERNAME and MIXPANEL_SECRET, so that state contains no secret.
data "connector_credential_mixpanel" "product_analytics" {
  region           = "eu" # The default is "us".
  allow_unverified = true # The check below reports a rejection.
}

check "product_analytics_is_valid" {
  assert {
    condition     = data.connector_credential_mixpanel.product_analytics.status != "rejected"
    error_message = "Mixpanel rejected the credential (${data.connector_credential_mixpanel.product_analytics.status_reason})."
  }
}
