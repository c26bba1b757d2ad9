import {
  to = connector_credential_resci.lifecycle_mail
  id = "lifecycle-mail"
}
