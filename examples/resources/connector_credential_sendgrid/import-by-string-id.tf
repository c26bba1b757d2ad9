import {
  to = connector_credential_sendgrid.newsletter
  id = "newsletter"
}
