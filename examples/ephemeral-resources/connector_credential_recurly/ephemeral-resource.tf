# The credential is read from RECURLY_API_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_recurly" "recurring_billing" {
  region = "eu" # The default is "us".
}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  recurring_billing_url     = ephemeral.connector_credential_recurly.recurring_billing.base_url
  recurring_billing_headers = ephemeral.connector_credential_recurly.recurring_billing.headers
}
