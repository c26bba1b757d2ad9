# Read from ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET, so that state contains no secret.
data "connector_credential_zoom" "meetings" {
  allow_unverified = true # The check below reports a rejection.
}

check "meetings_is_valid" {
  assert {
    condition     = data.connector_credential_zoom.meetings.status != "rejected"
    error_message = "Zoom rejected the credential (${data.connector_credential_zoom.meetings.status_reason})."
  }
}
