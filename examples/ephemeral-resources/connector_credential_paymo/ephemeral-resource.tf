# Read from PAYMO_API_KEY.
ephemeral "connector_credential_paymo" "timesheets" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  timesheets_url     = ephemeral.connector_credential_paymo.timesheets.base_url
  timesheets_headers = ephemeral.connector_credential_paymo.timesheets.headers
}
