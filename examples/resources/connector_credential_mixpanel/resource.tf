# Set TF_VAR_mixpanel_secret in the environment.
# An ephemeral value is not stored in plan or state.
variable "mixpanel_secret" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_mixpanel" "product_analytics" {
  name         = "product-analytics"
  description  = "Events and cohorts for the product team"
  secret_wo    = var.mixpanel_secret
  username     = "sandbox-integration.example.com"
  region       = "eu" # The default is "us".
  rotate_after = "2160h"
}

# The account that Mixpanel reports. It is not secret.
output "product_analytics_account" {
  value = connector_credential_mixpanel.product_analytics.account
}
