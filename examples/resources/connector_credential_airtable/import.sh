# The ID is the name of the credential.
terraform import connector_credential_airtable.content_calendar content-calendar
