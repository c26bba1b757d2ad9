import {
  to = connector_credential_zendesk.support_tickets
  id = "support-tickets"
}
