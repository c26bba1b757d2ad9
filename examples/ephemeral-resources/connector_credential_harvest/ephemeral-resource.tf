# Read from HARVEST_ACCOUNT_ID and HARVEST_PERSONAL_ACCESS_TOKEN.
ephemeral "connector_credential_harvest" "billable_hours" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  billable_hours_url     = ephemeral.connector_credential_harvest.billable_hours.base_url
  billable_hours_headers = ephemeral.connector_credential_harvest.billable_hours.headers
}
