# Set TF_VAR_contentful_personal_access_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "contentful_personal_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_contentful" "website_content" {
  name                     = "website-content"
  description              = "Entries of the website for the search index"
  personal_access_token_wo = var.contentful_personal_access_token
  rotate_after             = "2160h"
}

# The account that Contentful reports. It is not secret.
output "website_content_account" {
  value = connector_credential_contentful.website_content.account
}
