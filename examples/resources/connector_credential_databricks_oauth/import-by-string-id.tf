import {
  to = connector_credential_databricks_oauth.lakehouse
  id = "lakehouse"
}
