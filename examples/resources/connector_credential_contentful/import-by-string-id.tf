import {
  to = connector_credential_contentful.website_content
  id = "website-content"
}
