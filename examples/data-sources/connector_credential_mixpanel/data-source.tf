# The credential is read from MIXPANEL_USERNAME and MIXPANEL_SECRET,
# so that no secret is in state.
data "connector_credential_mixpanel" "product_analytics" {
  region           = "eu" # The default is "us".
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "product_analytics_is_valid" {
  assert {
    condition     = data.connector_credential_mixpanel.product_analytics.status != "rejected"
    error_message = "Mixpanel rejected the credential (${data.connector_credential_mixpanel.product_analytics.status_reason})."
  }
}
