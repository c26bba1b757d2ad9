# Read from PRECORO_API_TOKEN and PRECORO_USER_EMAIL, so that state contains no secret.
data "connector_credential_precoro" "procurement" {
  region           = "us" # The default is "global".
  allow_unverified = true # The check below reports a rejection.
}

check "procurement_is_valid" {
  assert {
    condition     = data.connector_credential_precoro.procurement.status != "rejected"
    error_message = "Precoro rejected the credential (${data.connector_credential_precoro.procurement.status_reason})."
  }
}
