# The credential is read from SURVEYMONKEY_ACCESS_TOKEN,
# so that no secret is in state.
data "connector_credential_surveymonkey" "customer_surveys" {
  region           = "eu" # The default is "us".
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "customer_surveys_is_valid" {
  assert {
    condition     = data.connector_credential_surveymonkey.customer_surveys.status != "rejected"
    error_message = "SurveyMonkey rejected the credential (${data.connector_credential_surveymonkey.customer_surveys.status_reason})."
  }
}
