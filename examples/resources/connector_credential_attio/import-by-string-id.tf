import {
  to = connector_credential_attio.relationships
  id = "relationships"
}
