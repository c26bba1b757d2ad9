import {
  to = connector_credential_monday.project_boards
  id = "project-boards"
}
