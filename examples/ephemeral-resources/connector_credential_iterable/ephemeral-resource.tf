# Read from ITERABLE_API_KEY.
ephemeral "connector_credential_iterable" "lifecycle_messages" {
  region = "eu" # The default is "us".
}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  lifecycle_messages_url     = ephemeral.connector_credential_iterable.lifecycle_messages.base_url
  lifecycle_messages_headers = ephemeral.connector_credential_iterable.lifecycle_messages.headers
}
