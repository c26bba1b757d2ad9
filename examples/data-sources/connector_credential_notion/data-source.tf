# Read from NOTION_INTEGRATION_SECRET, so that state contains no secret.
data "connector_credential_notion" "knowledge_base" {
  allow_unverified = true # The check below reports a rejection.
}

check "knowledge_base_is_valid" {
  assert {
    condition     = data.connector_credential_notion.knowledge_base.status != "rejected"
    error_message = "Notion rejected the credential (${data.connector_credential_notion.knowledge_base.status_reason})."
  }
}
