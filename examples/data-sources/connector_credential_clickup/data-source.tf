# The credential is read from CLICKUP_API_TOKEN,
# so that no secret is in state.
data "connector_credential_clickup" "task_lists" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "task_lists_is_valid" {
  assert {
    condition     = data.connector_credential_clickup.task_lists.status != "rejected"
    error_message = "ClickUp rejected the credential (${data.connector_credential_clickup.task_lists.status_reason})."
  }
}
