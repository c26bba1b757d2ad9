# Read from PAYPAL_CLIENT_ID and PAYPAL_CLIENT_SECRET.
ephemeral "connector_credential_paypal" "payouts" {
  region = "sandbox" # The default is "live".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  payouts_url     = ephemeral.connector_credential_paypal.payouts.base_url
  payouts_headers = ephemeral.connector_credential_paypal.payouts.headers
}
