# The credential is read from RESCI_API_KEY.
# Nothing of it is in plan or state.
ephemeral "connector_credential_resci" "lifecycle_mail" {}

# For the block of another provider, or for a write-only argument. A local stays
# ephemeral.
locals {
  lifecycle_mail_url     = ephemeral.connector_credential_resci.lifecycle_mail.base_url
  lifecycle_mail_headers = ephemeral.connector_credential_resci.lifecycle_mail.headers
}
