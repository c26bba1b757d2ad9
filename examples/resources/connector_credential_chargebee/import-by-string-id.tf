import {
  to = connector_credential_chargebee.subscription_billing
  id = "subscription-billing"
}
