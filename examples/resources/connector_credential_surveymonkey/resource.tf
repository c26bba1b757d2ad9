# Set TF_VAR_surveymonkey_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "surveymonkey_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_surveymonkey" "customer_surveys" {
  name            = "customer-surveys"
  description     = "Survey responses for the satisfaction report"
  access_token_wo = var.surveymonkey_access_token
  region          = "eu" # The default is "us".
  rotate_after    = "2160h"
}

# The account that SurveyMonkey reports. It is not secret.
output "customer_surveys_account" {
  value = connector_credential_surveymonkey.customer_surveys.account
}
