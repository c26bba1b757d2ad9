# Read from PAYPAL_CLIENT_ID and PAYPAL_CLIENT_SECRET, so that state contains no secret.
data "connector_credential_paypal" "payouts" {
  region           = "sandbox" # The default is "live".
  allow_unverified = true      # The check below reports a rejection.
}

check "payouts_is_valid" {
  assert {
    condition     = data.connector_credential_paypal.payouts.status != "rejected"
    error_message = "PayPal rejected the credential (${data.connector_credential_paypal.payouts.status_reason})."
  }
}
