# Read from SMARTSHEET_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_smartsheet" "rollout_plan" {
  region           = "eu" # The default is "us".
  allow_unverified = true # The check below reports a rejection.
}

check "rollout_plan_is_valid" {
  assert {
    condition     = data.connector_credential_smartsheet.rollout_plan.status != "rejected"
    error_message = "Smartsheet rejected the credential (${data.connector_credential_smartsheet.rollout_plan.status_reason})."
  }
}
