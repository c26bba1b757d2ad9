# Set TF_VAR_linear_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "linear_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_linear" "product_issues" {
  name         = "product-issues"
  description  = "Issues and cycles for the delivery metrics"
  api_key_wo   = var.linear_api_key
  rotate_after = "2160h"
}

# The account that Linear reports. It is not secret.
output "product_issues_account" {
  value = connector_credential_linear.product_issues.account
}
