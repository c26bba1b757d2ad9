import {
  to = connector_credential_freshdesk.help_desk
  id = "help-desk"
}
