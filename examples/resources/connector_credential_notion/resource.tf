# Set TF_VAR_notion_integration_secret in the environment.
# An ephemeral value is not stored in plan or state.
variable "notion_integration_secret" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_notion" "knowledge_base" {
  name                  = "knowledge-base"
  description           = "Pages and databases for the search index"
  integration_secret_wo = var.notion_integration_secret
  rotate_after          = "2160h"
}

# The account that Notion reports. It is not secret.
output "knowledge_base_account" {
  value = connector_credential_notion.knowledge_base.account
}
