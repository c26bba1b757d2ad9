import {
  to = connector_credential_intercom.helpdesk
  id = "helpdesk"
}
