import {
  to = connector_credential_zoom.meetings
  id = "meetings"
}
