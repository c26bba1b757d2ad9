import {
  to = connector_credential_notion.knowledge_base
  id = "knowledge-base"
}
