# The credential is read from PAYMO_API_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_paymo" "timesheets" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  timesheets_url     = ephemeral.connector_credential_paymo.timesheets.base_url
  timesheets_headers = ephemeral.connector_credential_paymo.timesheets.headers
}
