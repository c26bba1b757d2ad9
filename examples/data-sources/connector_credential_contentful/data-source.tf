# The credential is read from CONTENTFUL_PERSONAL_ACCESS_TOKEN,
# so that no secret is in state.
data "connector_credential_contentful" "website_content" {
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "website_content_is_valid" {
  assert {
    condition     = data.connector_credential_contentful.website_content.status != "rejected"
    error_message = "Contentful rejected the credential (${data.connector_credential_contentful.website_content.status_reason})."
  }
}
