# The ID is the name of the credential.
terraform import connector_credential_jira.issue_tracker issue-tracker
