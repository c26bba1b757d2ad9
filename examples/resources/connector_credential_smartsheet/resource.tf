# Set TF_VAR_smartsheet_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "smartsheet_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_smartsheet" "rollout_plan" {
  name            = "rollout-plan"
  description     = "Sheets of the rollout plan"
  access_token_wo = var.smartsheet_access_token
  region          = "eu" # The default is "us".
  rotate_after    = "2160h"
}

# The account that Smartsheet reports. It is not secret.
output "rollout_plan_account" {
  value = connector_credential_smartsheet.rollout_plan.account
}
