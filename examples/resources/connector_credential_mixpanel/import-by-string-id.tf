import {
  to = connector_credential_mixpanel.product_analytics
  id = "product-analytics"
}
