# Set TF_VAR_salesforce_client_secret in the environment.
# An ephemeral value is not stored in plan or state.
variable "salesforce_client_secret" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_salesforce" "sales" {
  name             = "sales"
  description      = "Accounts and opportunities for the sales reports"
  client_secret_wo = var.salesforce_client_secret
  domain           = "sandbox-org--uat.sandbox"
  client_id        = "sandbox-salesforce-consumer-key"
  rotate_after     = "2160h"
}

# The account that Salesforce reports. It is not secret.
output "sales_account" {
  value = connector_credential_salesforce.sales.account
}
