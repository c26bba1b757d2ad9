import {
  to = connector_credential_asana.project_plan
  id = "project-plan"
}
