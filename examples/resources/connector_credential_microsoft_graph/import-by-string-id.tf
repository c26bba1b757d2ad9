import {
  to = connector_credential_microsoft_graph.directory
  id = "directory"
}
