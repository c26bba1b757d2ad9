# Read from OKTA_SUBDOMAIN and OKTA_API_TOKEN.
ephemeral "connector_credential_okta" "identity" {
  region = "emea" # The default is "okta".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  identity_url     = ephemeral.connector_credential_okta.identity.base_url
  identity_headers = ephemeral.connector_credential_okta.identity.headers
}
