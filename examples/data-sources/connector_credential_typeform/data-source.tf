# Read from TYPEFORM_PERSONAL_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_typeform" "surveys" {
  region           = "eu" # The default is "us".
  allow_unverified = true # The check below reports a rejection.
}

check "surveys_is_valid" {
  assert {
    condition     = data.connector_credential_typeform.surveys.status != "rejected"
    error_message = "Typeform rejected the credential (${data.connector_credential_typeform.surveys.status_reason})."
  }
}
