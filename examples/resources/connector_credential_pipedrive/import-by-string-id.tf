import {
  to = connector_credential_pipedrive.sales_pipeline
  id = "sales-pipeline"
}
