# The keys come from DATADOG_API_KEY and DATADOG_APPLICATION_KEY. Nothing of them
# is in plan or state. A pair that Datadog refuses ends the run here, before the
# provider that uses it answers with errors of its own.
ephemeral "connector_credential_datadog" "service_levels" {
  region = "eu1" # The organization's site; "us1" where it is left out.
}

# For a provider block or a write-only argument. A local stays ephemeral.
locals {
  datadog_application_key = ephemeral.connector_credential_datadog.service_levels.headers["DD-APPLICATION-KEY"]
}
