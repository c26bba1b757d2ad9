import {
  to = connector_credential_brevo.campaign_mails
  id = "campaign-mails"
}
