# The key comes from PAYMO_API_KEY. The state holds null for it, and the status
# and the account that the vendor told.
data "connector_credential_paymo" "timesheets" {
  allow_unverified = true # A refused key is no error: the check below tells.
}

# A warning, whatever the run is for. The data source stands outside the check
# block, because one inside it leaves something to do in every plan.
check "timesheets_key" {
  assert {
    condition     = data.connector_credential_paymo.timesheets.status != "rejected"
    error_message = "Paymo refuses the key in PAYMO_API_KEY (${data.connector_credential_paymo.timesheets.status_reason})."
  }
}
