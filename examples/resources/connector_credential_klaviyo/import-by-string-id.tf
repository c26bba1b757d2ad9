import {
  to = connector_credential_klaviyo.email_campaigns
  id = "email-campaigns"
}
