# The credential is read from MONDAY_API_TOKEN,
# so that no secret is in state.
data "connector_credential_monday" "project_boards" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "project_boards_is_valid" {
  assert {
    condition     = data.connector_credential_monday.project_boards.status != "rejected"
    error_message = "monday.com rejected the credential (${data.connector_credential_monday.project_boards.status_reason})."
  }
}
