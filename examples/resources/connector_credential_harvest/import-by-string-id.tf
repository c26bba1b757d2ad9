import {
  to = connector_credential_harvest.billable_hours
  id = "billable-hours"
}
