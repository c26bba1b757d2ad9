import {
  to = connector_credential_okta.identity
  id = "identity"
}
