# The credential is read from GITLAB_PERSONAL_ACCESS_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_gitlab" "platform" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  platform_url     = ephemeral.connector_credential_gitlab.platform.base_url
  platform_headers = ephemeral.connector_credential_gitlab.platform.headers
}
