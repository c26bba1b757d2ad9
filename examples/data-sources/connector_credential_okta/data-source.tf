# Read from OKTA_SUBDOMAIN and OKTA_API_TOKEN, so that state contains no secret.
data "connector_credential_okta" "identity" {
  region           = "emea" # The default is "okta".
  allow_unverified = true   # The check below reports a rejection.
}

check "identity_is_valid" {
  assert {
    condition     = data.connector_credential_okta.identity.status != "rejected"
    error_message = "Okta rejected the credential (${data.connector_credential_okta.identity.status_reason})."
  }
}
