import {
  to = connector_credential_salesforce.sales
  id = "sales"
}
