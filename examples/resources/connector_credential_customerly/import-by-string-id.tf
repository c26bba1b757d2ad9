import {
  to = connector_credential_customerly.support_inbox
  id = "support-inbox"
}
