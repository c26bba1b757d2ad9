# Set TF_VAR_microsoft_graph_client_secret in the environment.
# An ephemeral value is not stored in plan or state.
variable "microsoft_graph_client_secret" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_microsoft_graph" "directory" {
  name             = "directory"
  description      = "Users and mailboxes for the license report"
  client_secret_wo = var.microsoft_graph_client_secret
  tenant_id        = "sandbox-tenant.example.com"
  client_id        = "sandbox-graph-client"
  rotate_after     = "2160h"
}

# The account that Microsoft Graph reports. It is not secret.
output "directory_account" {
  value = connector_credential_microsoft_graph.directory.account
}
