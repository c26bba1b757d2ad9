# The credential is read from RECHARGE_API_TOKEN,
# so that no secret is in state.
data "connector_credential_recharge" "subscriptions" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "subscriptions_is_valid" {
  assert {
    condition     = data.connector_credential_recharge.subscriptions.status != "rejected"
    error_message = "Recharge rejected the credential (${data.connector_credential_recharge.subscriptions.status_reason})."
  }
}
