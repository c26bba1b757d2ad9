# The credential is read from MOLLIE_API_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_mollie" "payments" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  payments_url     = ephemeral.connector_credential_mollie.payments.base_url
  payments_headers = ephemeral.connector_credential_mollie.payments.headers
}
