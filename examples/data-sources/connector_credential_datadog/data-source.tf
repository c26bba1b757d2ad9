# Read from DATADOG_API_KEY and DATADOG_APPLICATION_KEY, so that state contains no secret.
data "connector_credential_datadog" "service_levels" {
  region           = "us3" # The default is "us1".
  allow_unverified = true  # The check below reports a rejection.
}

check "service_levels_is_valid" {
  assert {
    condition     = data.connector_credential_datadog.service_levels.status != "rejected"
    error_message = "Datadog rejected the credential (${data.connector_credential_datadog.service_levels.status_reason})."
  }
}
