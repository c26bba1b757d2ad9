# The credential is read from CONTENTFUL_PERSONAL_ACCESS_TOKEN.
# Nothing of it is in plan or state.
ephemeral "connector_credential_contentful" "website_content" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  website_content_url     = ephemeral.connector_credential_contentful.website_content.base_url
  website_content_headers = ephemeral.connector_credential_contentful.website_content.headers
}
