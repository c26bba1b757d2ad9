import {
  to = connector_credential_iterable.lifecycle_messages
  id = "lifecycle-messages"
}
