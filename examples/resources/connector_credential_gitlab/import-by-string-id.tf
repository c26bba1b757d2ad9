import {
  to = connector_credential_gitlab.platform
  id = "platform"
}
