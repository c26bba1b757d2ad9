# Read from SHORTCUT_API_TOKEN.
ephemeral "connector_credential_shortcut" "engineering_stories" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  engineering_stories_url     = ephemeral.connector_credential_shortcut.engineering_stories.base_url
  engineering_stories_headers = ephemeral.connector_credential_shortcut.engineering_stories.headers
}
