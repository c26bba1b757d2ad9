# Read from CONTENTFUL_PERSONAL_ACCESS_TOKEN, so that state contains no secret.
data "connector_credential_contentful" "website_content" {
  allow_unverified = true # The check below reports a rejection.
}

check "website_content_is_valid" {
  assert {
    condition     = data.connector_credential_contentful.website_content.status != "rejected"
    error_message = "Contentful rejected the credential (${data.connector_credential_contentful.website_content.status_reason})."
  }
}
