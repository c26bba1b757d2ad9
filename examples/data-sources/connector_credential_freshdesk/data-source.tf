# Read from FRESHDESK_DOMAIN and FRESHDESK_API_KEY, so that state contains no secret.
data "connector_credential_freshdesk" "help_desk" {
  allow_unverified = true # The check below reports a rejection.
}

check "help_desk_is_valid" {
  assert {
    condition     = data.connector_credential_freshdesk.help_desk.status != "rejected"
    error_message = "Freshdesk rejected the credential (${data.connector_credential_freshdesk.help_desk.status_reason})."
  }
}
