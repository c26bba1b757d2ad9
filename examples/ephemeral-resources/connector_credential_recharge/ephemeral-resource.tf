# The credential is read from RECHARGE_API_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_recharge" "subscriptions" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  subscriptions_url     = ephemeral.connector_credential_recharge.subscriptions.base_url
  subscriptions_headers = ephemeral.connector_credential_recharge.subscriptions.headers
}
