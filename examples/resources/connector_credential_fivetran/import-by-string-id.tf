import {
  to = connector_credential_fivetran.pipelines
  id = "pipelines"
}
