# Read from CHARGEBEE_SITE and CHARGEBEE_API_KEY, so that state contains no secret.
data "connector_credential_chargebee" "subscription_billing" {
  allow_unverified = true # The check below reports a rejection.
}

check "subscription_billing_is_valid" {
  assert {
    condition     = data.connector_credential_chargebee.subscription_billing.status != "rejected"
    error_message = "Chargebee rejected the credential (${data.connector_credential_chargebee.subscription_billing.status_reason})."
  }
}
