import {
  to = connector_credential_hubspot.crm
  id = "crm"
}
