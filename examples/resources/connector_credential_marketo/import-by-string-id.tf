import {
  to = connector_credential_marketo.campaigns
  id = "campaigns"
}
