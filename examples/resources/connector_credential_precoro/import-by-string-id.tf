import {
  to = connector_credential_precoro.procurement
  id = "procurement"
}
