import {
  to = connector_credential_smartsheet.rollout_plan
  id = "rollout-plan"
}
