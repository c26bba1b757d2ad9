# The credential is read from LINEAR_API_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_linear" "product_issues" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  product_issues_url     = ephemeral.connector_credential_linear.product_issues.base_url
  product_issues_headers = ephemeral.connector_credential_linear.product_issues.headers
}
