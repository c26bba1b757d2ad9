import {
  to = connector_credential_surveymonkey.customer_surveys
  id = "customer-surveys"
}
