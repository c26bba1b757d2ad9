import {
  to = connector_credential_mollie.payments
  id = "payments"
}
