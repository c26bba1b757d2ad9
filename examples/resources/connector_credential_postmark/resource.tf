# Set TF_VAR_postmark_server_token in the environment.
# An ephemeral value is not stored in plan or state.
variable "postmark_server_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_postmark" "receipts" {
  name            = "receipts"
  description     = "Delivery figures of the receipts"
  server_token_wo = var.postmark_server_token
  rotate_after    = "2160h"
}

# The account that Postmark reports. It is not secret.
output "receipts_account" {
  value = connector_credential_postmark.receipts.account
}
