# Read from INTERCOM_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_intercom" "helpdesk" {
  region           = "eu" # The default is "us".
  allow_unverified = true # The check below reports a rejection.
}

check "helpdesk_is_valid" {
  assert {
    condition     = data.connector_credential_intercom.helpdesk.status != "rejected"
    error_message = "Intercom rejected the credential (${data.connector_credential_intercom.helpdesk.status_reason})."
  }
}
