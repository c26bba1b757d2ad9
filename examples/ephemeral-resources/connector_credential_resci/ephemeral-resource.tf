# Read from RESCI_API_KEY.
ephemeral "connector_credential_resci" "lifecycle_mail" {}

# For a provider block or a write-only argument. The locals are ephemeral too.
locals {
  lifecycle_mail_url     = ephemeral.connector_credential_resci.lifecycle_mail.base_url
  lifecycle_mail_headers = ephemeral.connector_credential_resci.lifecycle_mail.headers
}
