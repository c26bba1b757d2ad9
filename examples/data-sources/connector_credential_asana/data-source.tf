# The credential is read from ASANA_PERSONAL_ACCESS_TOKEN,
# so that no secret is in state.
data "connector_credential_asana" "project_plan" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "project_plan_is_valid" {
  assert {
    condition     = data.connector_credential_asana.project_plan.status != "rejected"
    error_message = "Asana rejected the credential (${data.connector_credential_asana.project_plan.status_reason})."
  }
}
