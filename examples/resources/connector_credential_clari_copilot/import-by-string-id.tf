import {
  to = connector_credential_clari_copilot.sales_calls
  id = "sales-calls"
}
