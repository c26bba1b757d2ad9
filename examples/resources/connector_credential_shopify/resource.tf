# Set TF_VAR_shopify_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "shopify_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_shopify" "online_shop" {
  name            = "online-shop"
  description     = "Orders and products for the sales report"
  access_token_wo = var.shopify_access_token
  store           = "sandbox-store"
  rotate_after    = "2160h"
}

# The account that Shopify reports. It is not secret.
output "online_shop_account" {
  value = connector_credential_shopify.online_shop.account
}
