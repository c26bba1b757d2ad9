# Read from JIRA_SITE, JIRA_EMAIL and JIRA_API_TOKEN.
ephemeral "connector_credential_jira" "issue_tracker" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  issue_tracker_url     = ephemeral.connector_credential_jira.issue_tracker.base_url
  issue_tracker_headers = ephemeral.connector_credential_jira.issue_tracker.headers
}
