# Set TF_VAR_zendesk_api_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "zendesk_api_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_zendesk" "support_tickets" {
  name         = "support-tickets"
  description  = "Tickets for the service quality report"
  api_token_wo = var.zendesk_api_token
  subdomain    = "sandbox-desk"
  email        = "integrations@example.com"
  rotate_after = "2160h"
}

# The account that Zendesk reports. It is not secret.
output "support_tickets_account" {
  value = connector_credential_zendesk.support_tickets.account
}
