# Read from MARKETO_MUNCHKIN_ID, MARKETO_CLIENT_ID and MARKETO_CLIENT_SECRET, so that state contains no secret.
data "connector_credential_marketo" "campaigns" {
  allow_unverified = true # The check below reports a rejection.
}

check "campaigns_is_valid" {
  assert {
    condition     = data.connector_credential_marketo.campaigns.status != "rejected"
    error_message = "Marketo rejected the credential (${data.connector_credential_marketo.campaigns.status_reason})."
  }
}
