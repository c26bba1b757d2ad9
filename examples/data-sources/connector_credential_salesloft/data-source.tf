# Read from SALESLOFT_API_KEY, so that state contains no secret.
data "connector_credential_salesloft" "sales_engagement" {
  allow_unverified = true # The check below reports a rejection.
}

check "sales_engagement_is_valid" {
  assert {
    condition     = data.connector_credential_salesloft.sales_engagement.status != "rejected"
    error_message = "Salesloft rejected the credential (${data.connector_credential_salesloft.sales_engagement.status_reason})."
  }
}
