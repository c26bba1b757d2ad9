# The credential is read from NOTION_INTEGRATION_SECRET,
# so that no secret is in state.
data "connector_credential_notion" "knowledge_base" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "knowledge_base_is_valid" {
  assert {
    condition     = data.connector_credential_notion.knowledge_base.status != "rejected"
    error_message = "Notion rejected the credential (${data.connector_credential_notion.knowledge_base.status_reason})."
  }
}
