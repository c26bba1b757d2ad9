# Read from CLICKUP_API_TOKEN.
ephemeral "connector_credential_clickup" "task_lists" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  task_lists_url     = ephemeral.connector_credential_clickup.task_lists.base_url
  task_lists_headers = ephemeral.connector_credential_clickup.task_lists.headers
}
