import {
  to = connector_credential_clickup.task_lists
  id = "task-lists"
}
