# Read from ASANA_PERSONAL_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_asana" "project_plan" {
  allow_unverified = true # The check below reports a rejection.
}

check "project_plan_is_valid" {
  assert {
    condition     = data.connector_credential_asana.project_plan.status != "rejected"
    error_message = "Asana rejected the credential (${data.connector_credential_asana.project_plan.status_reason})."
  }
}
