# Read from MONDAY_API_TOKEN, so that state contains no secret.
data "connector_credential_monday" "project_boards" {
  allow_unverified = true # The check below reports a rejection.
}

check "project_boards_is_valid" {
  assert {
    condition     = data.connector_credential_monday.project_boards.status != "rejected"
    error_message = "monday.com rejected the credential (${data.connector_credential_monday.project_boards.status_reason})."
  }
}
