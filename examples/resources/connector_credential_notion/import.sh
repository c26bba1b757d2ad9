# A credential is imported by its name, which is also the name in the configuration.
terraform import connector_credential_notion.knowledge_base knowledge-base
