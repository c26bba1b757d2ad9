import {
  to = connector_credential_typeform.surveys
  id = "surveys"
}
