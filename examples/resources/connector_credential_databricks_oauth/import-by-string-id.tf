import {
  to = connector_credential_databricks_oauth.exports
  id = "exports"
}
