# Set TF_VAR_jira_api_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "jira_api_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_jira" "issue_tracker" {
  name         = "issue-tracker"
  description  = "Issues for the delivery metrics"
  api_token_wo = var.jira_api_token
  site         = "sandbox-site"
  email        = "integrations@example.com"
  rotate_after = "2160h"
}

# The account that Jira Cloud reports. It is not secret.
output "issue_tracker_account" {
  value = connector_credential_jira.issue_tracker.account
}
