# Read from MOLLIE_API_KEY.
ephemeral "connector_credential_mollie" "payments" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  payments_url     = ephemeral.connector_credential_mollie.payments.base_url
  payments_headers = ephemeral.connector_credential_mollie.payments.headers
}
