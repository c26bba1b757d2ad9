# The credential is read from SHORTCUT_API_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_shortcut" "engineering_stories" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  engineering_stories_url     = ephemeral.connector_credential_shortcut.engineering_stories.base_url
  engineering_stories_headers = ephemeral.connector_credential_shortcut.engineering_stories.headers
}
