import {
  to = connector_credential_paymo.timesheets
  id = "timesheets"
}
