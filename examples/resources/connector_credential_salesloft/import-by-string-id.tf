import {
  to = connector_credential_salesloft.sales_engagement
  id = "sales-engagement"
}
