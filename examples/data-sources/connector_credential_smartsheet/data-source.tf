# The credential is read from SMARTSHEET_ACCESS_TOKEN,
# so that no secret is in state.
data "connector_credential_smartsheet" "rollout_plan" {
  region           = "eu" # The default is "us".
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "rollout_plan_is_valid" {
  assert {
    condition     = data.connector_credential_smartsheet.rollout_plan.status != "rejected"
    error_message = "Smartsheet rejected the credential (${data.connector_credential_smartsheet.rollout_plan.status_reason})."
  }
}
