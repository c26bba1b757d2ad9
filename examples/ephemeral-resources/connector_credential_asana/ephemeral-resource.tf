# Read from ASANA_PERSONAL_ACCESS_TOKEN.
ephemeral "connector_credential_asana" "project_plan" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  project_plan_url     = ephemeral.connector_credential_asana.project_plan.base_url
  project_plan_headers = ephemeral.connector_credential_asana.project_plan.headers
}
