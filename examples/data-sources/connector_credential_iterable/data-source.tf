# Read from ITERABLE_API_KEY, so that state contains no secret.
data "connector_credential_iterable" "lifecycle_messages" {
  region           = "eu" # The default is "us".
  allow_unverified = true # The check below reports a rejection.
}

check "lifecycle_messages_is_valid" {
  assert {
    condition     = data.connector_credential_iterable.lifecycle_messages.status != "rejected"
    error_message = "Iterable rejected the credential (${data.connector_credential_iterable.lifecycle_messages.status_reason})."
  }
}
