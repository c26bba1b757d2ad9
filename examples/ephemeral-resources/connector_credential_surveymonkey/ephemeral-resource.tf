# Read from SURVEYMONKEY_ACCESS_TOKEN.
ephemeral "connector_credential_surveymonkey" "customer_surveys" {
  region = "eu" # The default is "us".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  customer_surveys_url     = ephemeral.connector_credential_surveymonkey.customer_surveys.base_url
  customer_surveys_headers = ephemeral.connector_credential_surveymonkey.customer_surveys.headers
}
