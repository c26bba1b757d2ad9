import {
  to = connector_credential_databricks.lakehouse
  id = "lakehouse"
}
