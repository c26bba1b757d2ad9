import {
  to = connector_credential_stripe.billing
  id = "billing"
}
