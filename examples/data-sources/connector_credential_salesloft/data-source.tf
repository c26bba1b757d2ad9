# The credential is read from SALESLOFT_API_KEY,
# so that no secret is in state.
data "connector_credential_salesloft" "sales_engagement" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "sales_engagement_is_valid" {
  assert {
    condition     = data.connector_credential_salesloft.sales_engagement.status != "rejected"
    error_message = "Salesloft rejected the credential (${data.connector_credential_salesloft.sales_engagement.status_reason})."
  }
}
