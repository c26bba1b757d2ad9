# Read from SMARTSHEET_ACCESS_TOKEN.
ephemeral "connector_credential_smartsheet" "rollout_plan" {
  region = "eu" # The default is "us".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  rollout_plan_url     = ephemeral.connector_credential_smartsheet.rollout_plan.base_url
  rollout_plan_headers = ephemeral.connector_credential_smartsheet.rollout_plan.headers
}
