import {
  to = connector_credential_paypal.payouts
  id = "payouts"
}
