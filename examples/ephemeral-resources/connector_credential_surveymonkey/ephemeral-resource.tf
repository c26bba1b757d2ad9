# The credential is read from SURVEYMONKEY_ACCESS_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_surveymonkey" "customer_surveys" {
  region = "eu" # The default is "us".
}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  customer_surveys_url     = ephemeral.connector_credential_surveymonkey.customer_surveys.base_url
  customer_surveys_headers = ephemeral.connector_credential_surveymonkey.customer_surveys.headers
}
