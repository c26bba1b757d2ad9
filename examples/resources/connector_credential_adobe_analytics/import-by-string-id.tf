import {
  to = connector_credential_adobe_analytics.web_analytics
  id = "web-analytics"
}
