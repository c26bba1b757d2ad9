# The token comes from PRECORO_API_TOKEN and the e-mail address from
# PRECORO_USER_EMAIL. Nothing of it is in plan or state.
ephemeral "connector_credential_precoro" "procurement" {
  region = "us" # The company's region; "global" where it is left out.
}

# Ephemeral values go into the block of another provider, or into a write-only
# argument. A provider for REST APIs, for example, could be set up like this:
#
#   provider "restapi" {
#     uri     = ephemeral.connector_credential_precoro.procurement.base_url
#     headers = ephemeral.connector_credential_precoro.procurement.headers
#   }
