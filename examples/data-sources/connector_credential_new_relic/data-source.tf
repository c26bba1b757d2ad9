# Read from NEW_RELIC_USER_KEY, so that state contains no secret.
data "connector_credential_new_relic" "observability" {
  region           = "eu" # The default is "us".
  allow_unverified = true # The check below reports a rejection.
}

check "observability_is_valid" {
  assert {
    condition     = data.connector_credential_new_relic.observability.status != "rejected"
    error_message = "New Relic rejected the credential (${data.connector_credential_new_relic.observability.status_reason})."
  }
}
