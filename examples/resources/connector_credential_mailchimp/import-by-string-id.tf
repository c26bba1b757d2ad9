import {
  to = connector_credential_mailchimp.newsletters
  id = "newsletters"
}
