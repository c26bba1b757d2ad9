# The credential is read from PRECORO_API_TOKEN and PRECORO_USER_EMAIL,
# so that no secret is in state.
data "connector_credential_precoro" "procurement" {
  region           = "us" # The default is "global".
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "procurement_is_valid" {
  assert {
    condition     = data.connector_credential_precoro.procurement.status != "rejected"
    error_message = "Precoro rejected the credential (${data.connector_credential_precoro.procurement.status_reason})."
  }
}
