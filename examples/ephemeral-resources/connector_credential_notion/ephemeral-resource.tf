# Read from NOTION_INTEGRATION_SECRET.
ephemeral "connector_credential_notion" "knowledge_base" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  knowledge_base_url     = ephemeral.connector_credential_notion.knowledge_base.base_url
  knowledge_base_headers = ephemeral.connector_credential_notion.knowledge_base.headers
}
