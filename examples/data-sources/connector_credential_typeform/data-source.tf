# The credential is read from TYPEFORM_PERSONAL_ACCESS_TOKEN,
# so that no secret is in state.
data "connector_credential_typeform" "surveys" {
  region           = "eu" # The default is "us".
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "surveys_is_valid" {
  assert {
    condition     = data.connector_credential_typeform.surveys.status != "rejected"
    error_message = "Typeform rejected the credential (${data.connector_credential_typeform.surveys.status_reason})."
  }
}
