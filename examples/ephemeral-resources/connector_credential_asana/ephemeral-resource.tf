# The token comes from ASANA_PERSONAL_ACCESS_TOKEN. Nothing of it is in plan or state.
ephemeral "connector_credential_asana" "project_plan" {
  allow_unverified = true # A destroy opens it too, and must not fail here.
}

# A warning, whatever the run is for.
check "project_plan_token" {
  assert {
    condition     = ephemeral.connector_credential_asana.project_plan.status == "verified"
    error_message = "Asana has not accepted the token in ASANA_PERSONAL_ACCESS_TOKEN."
  }
}
