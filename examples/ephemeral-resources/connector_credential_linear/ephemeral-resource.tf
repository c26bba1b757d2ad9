# Read from LINEAR_API_KEY.
ephemeral "connector_credential_linear" "product_issues" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  product_issues_url     = ephemeral.connector_credential_linear.product_issues.base_url
  product_issues_headers = ephemeral.connector_credential_linear.product_issues.headers
}
