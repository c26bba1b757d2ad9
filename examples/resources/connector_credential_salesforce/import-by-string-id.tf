import {
  to = connector_credential_salesforce.crm
  id = "crm"
}
