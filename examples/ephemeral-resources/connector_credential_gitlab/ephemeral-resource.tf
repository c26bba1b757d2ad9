# Read from GITLAB_PERSONAL_ACCESS_TOKEN.
ephemeral "connector_credential_gitlab" "platform" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  platform_url     = ephemeral.connector_credential_gitlab.platform.base_url
  platform_headers = ephemeral.connector_credential_gitlab.platform.headers
}
