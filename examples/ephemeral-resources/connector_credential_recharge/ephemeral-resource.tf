# Read from RECHARGE_API_TOKEN.
ephemeral "connector_credential_recharge" "subscriptions" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  subscriptions_url     = ephemeral.connector_credential_recharge.subscriptions.base_url
  subscriptions_headers = ephemeral.connector_credential_recharge.subscriptions.headers
}
