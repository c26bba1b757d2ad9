# The ID is the name of the credential.
terraform import connector_credential_contentful.website_content website-content
