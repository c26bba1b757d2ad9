# The key comes from SENDGRID_API_KEY. Nothing of it is in plan or state.
ephemeral "connector_credential_sendgrid" "newsletter" {
  region = "eu" # For a subuser of the European region; "global" where it is left out.
}

# Ephemeral values go into the block of another provider, or into a write-only
# argument. A provider for REST APIs, for example, could be set up like this:
#
#   provider "restapi" {
#     uri     = ephemeral.connector_credential_sendgrid.newsletter.base_url
#     headers = ephemeral.connector_credential_sendgrid.newsletter.headers
#   }
