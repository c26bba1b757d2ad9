import {
  to = connector_credential_datadog.service_levels
  id = "service-levels"
}
