# The credential is read from NOTION_INTEGRATION_SECRET.
# Nothing of it is in plan or state.
ephemeral "connector_credential_notion" "knowledge_base" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  knowledge_base_url     = ephemeral.connector_credential_notion.knowledge_base.base_url
  knowledge_base_headers = ephemeral.connector_credential_notion.knowledge_base.headers
}
