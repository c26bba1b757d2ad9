# The credential is read from SMARTSHEET_ACCESS_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_smartsheet" "rollout_plan" {
  region = "eu" # The default is "us".
}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  rollout_plan_url     = ephemeral.connector_credential_smartsheet.rollout_plan.base_url
  rollout_plan_headers = ephemeral.connector_credential_smartsheet.rollout_plan.headers
}
