# The credential is read from TYPEFORM_PERSONAL_ACCESS_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_typeform" "surveys" {
  region = "eu" # The default is "us".
}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  surveys_url     = ephemeral.connector_credential_typeform.surveys.base_url
  surveys_headers = ephemeral.connector_credential_typeform.surveys.headers
}
