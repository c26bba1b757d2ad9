# Read from GITHUB_PERSONAL_ACCESS_TOKEN.
ephemeral "connector_credential_github" "engineering" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  engineering_url     = ephemeral.connector_credential_github.engineering.base_url
  engineering_headers = ephemeral.connector_credential_github.engineering.headers
}
