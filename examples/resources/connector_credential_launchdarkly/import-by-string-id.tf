import {
  to = connector_credential_launchdarkly.feature_flags
  id = "feature-flags"
}
