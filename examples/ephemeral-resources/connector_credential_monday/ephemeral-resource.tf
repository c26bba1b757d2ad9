# Read from MONDAY_API_TOKEN.
ephemeral "connector_credential_monday" "project_boards" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  project_boards_url     = ephemeral.connector_credential_monday.project_boards.base_url
  project_boards_headers = ephemeral.connector_credential_monday.project_boards.headers
}
