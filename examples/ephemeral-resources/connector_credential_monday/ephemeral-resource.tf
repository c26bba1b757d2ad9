# The credential is read from MONDAY_API_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_monday" "project_boards" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  project_boards_url     = ephemeral.connector_credential_monday.project_boards.base_url
  project_boards_headers = ephemeral.connector_credential_monday.project_boards.headers
}
