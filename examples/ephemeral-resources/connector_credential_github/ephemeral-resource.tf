# The credential is read from GITHUB_PERSONAL_ACCESS_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_github" "engineering" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  engineering_url     = ephemeral.connector_credential_github.engineering.base_url
  engineering_headers = ephemeral.connector_credential_github.engineering.headers
}
