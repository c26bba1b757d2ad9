import {
  to = connector_credential_coda.operations_docs
  id = "operations-docs"
}
