import {
  to = connector_credential_recharge.subscriptions
  id = "subscriptions"
}
