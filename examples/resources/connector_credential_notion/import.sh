# The ID is the name of the credential.
terraform import connector_credential_notion.knowledge_base knowledge-base
