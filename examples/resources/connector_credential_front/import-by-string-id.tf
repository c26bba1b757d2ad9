import {
  to = connector_credential_front.shared_inbox
  id = "shared-inbox"
}
