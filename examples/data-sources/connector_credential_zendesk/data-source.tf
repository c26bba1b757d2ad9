# Read from ZENDESK_SUBDOMAIN, ZENDESK_EMAIL and ZENDESK_API_TOKEN, so that state contains no secret.
data "connector_credential_zendesk" "support_tickets" {
  allow_unverified = true # The check below reports a rejection.
}

check "support_tickets_is_valid" {
  assert {
    condition     = data.connector_credential_zendesk.support_tickets.status != "rejected"
    error_message = "Zendesk rejected the credential (${data.connector_credential_zendesk.support_tickets.status_reason})."
  }
}
