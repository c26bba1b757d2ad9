# The keys come from DATADOG_API_KEY and DATADOG_APPLICATION_KEY. The state holds
# null for both, and the status. Datadog does not tell whom a pair belongs to, so
# that every attribute of account is null.
data "connector_credential_datadog" "service_levels" {
  region           = "eu1" # The organization's site; "us1" where it is left out.
  allow_unverified = true  # A refused pair is no error: the check below tells.
}

check "service_levels_keys" {
  assert {
    condition     = data.connector_credential_datadog.service_levels.status == "verified"
    error_message = "Datadog does not accept the keys (${data.connector_credential_datadog.service_levels.status_reason})."
  }
}
