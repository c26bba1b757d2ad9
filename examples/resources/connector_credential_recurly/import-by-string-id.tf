import {
  to = connector_credential_recurly.recurring_billing
  id = "recurring-billing"
}
