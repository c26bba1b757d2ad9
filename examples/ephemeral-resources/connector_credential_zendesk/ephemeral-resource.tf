# Read from ZENDESK_SUBDOMAIN, ZENDESK_EMAIL and ZENDESK_API_TOKEN.
ephemeral "connector_credential_zendesk" "support_tickets" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  support_tickets_url     = ephemeral.connector_credential_zendesk.support_tickets.base_url
  support_tickets_headers = ephemeral.connector_credential_zendesk.support_tickets.headers
}
