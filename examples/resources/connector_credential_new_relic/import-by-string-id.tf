import {
  to = connector_credential_new_relic.observability
  id = "observability"
}
