# Read from SHOPIFY_STORE and SHOPIFY_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_shopify" "online_shop" {
  allow_unverified = true # The check below reports a rejection.
}

check "online_shop_is_valid" {
  assert {
    condition     = data.connector_credential_shopify.online_shop.status != "rejected"
    error_message = "Shopify rejected the credential (${data.connector_credential_shopify.online_shop.status_reason})."
  }
}
