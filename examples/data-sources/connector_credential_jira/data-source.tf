# Read from JIRA_SITE, JIRA_EMAIL and JIRA_API_TOKEN, so that state contains no secret.
data "connector_credential_jira" "issue_tracker" {
  allow_unverified = true # The check below reports a rejection.
}

check "issue_tracker_is_valid" {
  assert {
    condition     = data.connector_credential_jira.issue_tracker.status != "rejected"
    error_message = "Jira Cloud rejected the credential (${data.connector_credential_jira.issue_tracker.status_reason})."
  }
}
