# The user name comes from MIXPANEL_USERNAME and the secret from MIXPANEL_SECRET.
# The state holds null for both, and what the vendor told of them.
data "connector_credential_mixpanel" "product_analytics" {
  region           = "eu" # Where the organization's data lives; "us" where it is left out.
  allow_unverified = true # A refused account is no error: the check below tells.
}

# A service account can have an expiry, after which it is refused.
check "product_analytics_account" {
  assert {
    condition     = data.connector_credential_mixpanel.product_analytics.status != "rejected"
    error_message = "Mixpanel refuses the service account in MIXPANEL_USERNAME (${data.connector_credential_mixpanel.product_analytics.status_reason})."
  }
}
