import {
  to = connector_credential_github.engineering
  id = "engineering"
}
