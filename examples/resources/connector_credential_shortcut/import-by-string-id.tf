import {
  to = connector_credential_shortcut.engineering_stories
  id = "engineering-stories"
}
