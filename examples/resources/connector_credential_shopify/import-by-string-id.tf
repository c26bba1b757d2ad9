import {
  to = connector_credential_shopify.online_shop
  id = "online-shop"
}
