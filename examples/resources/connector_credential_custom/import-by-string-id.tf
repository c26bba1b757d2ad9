import {
  to = connector_credential_custom.acme
  id = "acme"
}
