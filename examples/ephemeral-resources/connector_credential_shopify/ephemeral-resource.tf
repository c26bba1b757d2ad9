# Read from SHOPIFY_STORE and SHOPIFY_ACCESS_TOKEN.
ephemeral "connector_credential_shopify" "online_shop" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  online_shop_url     = ephemeral.connector_credential_shopify.online_shop.base_url
  online_shop_headers = ephemeral.connector_credential_shopify.online_shop.headers
}
