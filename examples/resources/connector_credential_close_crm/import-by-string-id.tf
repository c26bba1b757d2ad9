import {
  to = connector_credential_close_crm.sales_crm
  id = "sales-crm"
}
