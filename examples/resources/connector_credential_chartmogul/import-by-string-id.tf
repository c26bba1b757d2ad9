import {
  to = connector_credential_chartmogul.subscription_metrics
  id = "subscription-metrics"
}
