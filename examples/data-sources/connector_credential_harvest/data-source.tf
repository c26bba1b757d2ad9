# Read from HARVEST_ACCOUNT_ID and HARVEST_PERSONAL_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_harvest" "billable_hours" {
  allow_unverified = true # The check below reports a rejection.
}

check "billable_hours_is_valid" {
  assert {
    condition     = data.connector_credential_harvest.billable_hours.status != "rejected"
    error_message = "Harvest rejected the credential (${data.connector_credential_harvest.billable_hours.status_reason})."
  }
}
