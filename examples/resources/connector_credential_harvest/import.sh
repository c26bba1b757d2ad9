# The ID is the name of the credential.
terraform import connector_credential_harvest.billable_hours billable-hours
