# Read from SURVEYMONKEY_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_surveymonkey" "customer_surveys" {
  region           = "eu" # The default is "us".
  allow_unverified = true # The check below reports a rejection.
}

check "customer_surveys_is_valid" {
  assert {
    condition     = data.connector_credential_surveymonkey.customer_surveys.status != "rejected"
    error_message = "SurveyMonkey rejected the credential (${data.connector_credential_surveymonkey.customer_surveys.status_reason})."
  }
}
