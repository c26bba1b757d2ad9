# The credential is read from CLICKUP_API_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_clickup" "task_lists" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  task_lists_url     = ephemeral.connector_credential_clickup.task_lists.base_url
  task_lists_headers = ephemeral.connector_credential_clickup.task_lists.headers
}
