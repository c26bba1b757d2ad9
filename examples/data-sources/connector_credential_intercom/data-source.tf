# The credential is read from INTERCOM_ACCESS_TOKEN,
# so that no secret is in state.
data "connector_credential_intercom" "helpdesk" {
  region           = "eu" # The default is "us".
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "helpdesk_is_valid" {
  assert {
    condition     = data.connector_credential_intercom.helpdesk.status != "rejected"
    error_message = "Intercom rejected the credential (${data.connector_credential_intercom.helpdesk.status_reason})."
  }
}
