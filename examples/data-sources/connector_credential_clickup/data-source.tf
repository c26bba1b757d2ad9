# Read from CLICKUP_API_TOKEN, so that state contains no secret.
data "connector_credential_clickup" "task_lists" {
  allow_unverified = true # The check below reports a rejection.
}

check "task_lists_is_valid" {
  assert {
    condition     = data.connector_credential_clickup.task_lists.status != "rejected"
    error_message = "ClickUp rejected the credential (${data.connector_credential_clickup.task_lists.status_reason})."
  }
}
