# The credential is read from NEW_RELIC_USER_KEY,
# so that no secret is in state.
data "connector_credential_new_relic" "observability" {
  region           = "eu" # The default is "us".
  allow_unverified = true # A rejection is no error: the check below reports it.
}

check "observability_is_valid" {
  assert {
    condition     = data.connector_credential_new_relic.observability.status != "rejected"
    error_message = "New Relic rejected the credential (${data.connector_credential_new_relic.observability.status_reason})."
  }
}
