import {
  to = connector_credential_jira.issue_tracker
  id = "issue-tracker"
}
