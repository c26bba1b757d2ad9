# Set TF_VAR_coda_api_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "coda_api_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_coda" "operations_docs" {
  name         = "operations-docs"
  description  = "Tables of the operations documents"
  api_token_wo = var.coda_api_token
  rotate_after = "2160h"
}

# The account that Coda reports. It is not secret.
output "operations_docs_account" {
  value = connector_credential_coda.operations_docs.account
}
