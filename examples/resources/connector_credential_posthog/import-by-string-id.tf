import {
  to = connector_credential_posthog.feature_usage
  id = "feature-usage"
}
