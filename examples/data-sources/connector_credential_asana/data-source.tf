# The token comes from ASANA_PERSONAL_ACCESS_TOKEN. The state holds null for it,
# and the status with the user that Asana told.
data "connector_credential_asana" "project_plan" {
  lifecycle {
    postcondition {
      condition     = self.account.email == "integrations@example.com"
      error_message = "The token in ASANA_PERSONAL_ACCESS_TOKEN is not that of the integration's user."
    }
  }
}

output "project_plan_user_id" {
  value = data.connector_credential_asana.project_plan.account.id
}
