# Set TF_VAR_adobe_analytics_client_secret in the environment.
# An ephemeral value is not stored in plan or state.
variable "adobe_analytics_client_secret" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_adobe_analytics" "web_analytics" {
  name             = "web-analytics"
  description      = "Report suites for the traffic reports"
  client_secret_wo = var.adobe_analytics_client_secret
  client_id        = "sandbox-adobe-client"
  rotate_after     = "2160h"
}

# The account that Adobe Analytics reports. It is not secret.
output "web_analytics_account" {
  value = connector_credential_adobe_analytics.web_analytics.account
}
