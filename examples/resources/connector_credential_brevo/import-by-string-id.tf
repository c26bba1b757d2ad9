import {
  to = connector_credential_brevo.newsletter
  id = "newsletter"
}
