# Read from ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET.
ephemeral "connector_credential_zoom" "meetings" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  meetings_url     = ephemeral.connector_credential_zoom.meetings.base_url
  meetings_headers = ephemeral.connector_credential_zoom.meetings.headers
}
