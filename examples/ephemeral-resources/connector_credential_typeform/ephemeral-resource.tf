# Read from TYPEFORM_PERSONAL_ACCESS_TOKEN.
ephemeral "connector_credential_typeform" "surveys" {
  region = "eu" # The default is "us".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  surveys_url     = ephemeral.connector_credential_typeform.surveys.base_url
  surveys_headers = ephemeral.connector_credential_typeform.surveys.headers
}
