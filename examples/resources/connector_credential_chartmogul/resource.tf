# Set TF_VAR_chartmogul_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "chartmogul_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_chartmogul" "subscription_metrics" {
  name         = "subscription-metrics"
  description  = "Recurring revenue for the board report"
  api_key_wo   = var.chartmogul_api_key
  rotate_after = "2160h"
}

# The account that ChartMogul reports. It is not secret.
output "subscription_metrics_account" {
  value = connector_credential_chartmogul.subscription_metrics.account
}
