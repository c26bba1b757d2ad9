import {
  to = connector_credential_calendly.appointments
  id = "appointments"
}
