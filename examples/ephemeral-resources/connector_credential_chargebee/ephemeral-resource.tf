# Read from CHARGEBEE_SITE and CHARGEBEE_API_KEY.
ephemeral "connector_credential_chargebee" "subscription_billing" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  subscription_billing_url     = ephemeral.connector_credential_chargebee.subscription_billing.base_url
  subscription_billing_headers = ephemeral.connector_credential_chargebee.subscription_billing.headers
}
