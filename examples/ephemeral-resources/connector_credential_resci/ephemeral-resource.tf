# Set it with TF_VAR_resci_api_key, or take an ephemeral resource of a secret store.
variable "resci_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

# Arguments of an ephemeral resource are in no plan and no state either.
ephemeral "connector_credential_resci" "lifecycle_mail" {
  api_key = var.resci_api_key
}

# For a provider block or a write-only argument. A local stays ephemeral.
locals {
  lifecycle_mail_headers = ephemeral.connector_credential_resci.lifecycle_mail.headers
}
