# The credential is read from ASANA_PERSONAL_ACCESS_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_asana" "project_plan" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  project_plan_url     = ephemeral.connector_credential_asana.project_plan.base_url
  project_plan_headers = ephemeral.connector_credential_asana.project_plan.headers
}
