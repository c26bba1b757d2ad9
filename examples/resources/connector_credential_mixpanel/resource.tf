# The user name of a service account is no secret, its secret is: set the latter
# with TF_VAR_mixpanel_secret. An ephemeral value is in no plan file.
variable "mixpanel_username" {
  type    = string
  default = "warehouse-export.example.com"
}

variable "mixpanel_secret" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_mixpanel" "product_analytics" {
  name        = "product-analytics"
  description = "Events and cohorts for the product team"
  username    = var.mixpanel_username
  secret_wo   = var.mixpanel_secret
  region      = "eu" # Where the organization's data lives; "us" where it is left out.
}

output "product_analytics_organization" {
  value = connector_credential_mixpanel.product_analytics.account.organization
}
