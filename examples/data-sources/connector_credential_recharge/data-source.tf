# Read from RECHARGE_API_TOKEN, so that state contains no secret.
data "connector_credential_recharge" "subscriptions" {
  allow_unverified = true # The check below reports a rejection.
}

check "subscriptions_is_valid" {
  assert {
    condition     = data.connector_credential_recharge.subscriptions.status != "rejected"
    error_message = "Recharge rejected the credential (${data.connector_credential_recharge.subscriptions.status_reason})."
  }
}
