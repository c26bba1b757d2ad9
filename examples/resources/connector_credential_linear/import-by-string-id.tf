import {
  to = connector_credential_linear.product_issues
  id = "product-issues"
}
