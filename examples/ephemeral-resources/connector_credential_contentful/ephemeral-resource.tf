# Read from CONTENTFUL_PERSONAL_ACCESS_TOKEN.
ephemeral "connector_credential_contentful" "website_content" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  website_content_url     = ephemeral.connector_credential_contentful.website_content.base_url
  website_content_headers = ephemeral.connector_credential_contentful.website_content.headers
}
