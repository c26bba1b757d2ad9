# The ID is the name of the credential.
terraform import connector_credential_adobe_analytics.web_analytics web-analytics
