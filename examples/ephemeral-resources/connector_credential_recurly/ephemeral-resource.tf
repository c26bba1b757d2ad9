# Read from RECURLY_API_KEY.
ephemeral "connector_credential_recurly" "recurring_billing" {
  region = "eu" # The default is "us".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  recurring_billing_url     = ephemeral.connector_credential_recurly.recurring_billing.base_url
  recurring_billing_headers = ephemeral.connector_credential_recurly.recurring_billing.headers
}
