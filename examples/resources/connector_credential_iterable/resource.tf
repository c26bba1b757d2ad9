# Set TF_VAR_iterable_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "iterable_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_iterable" "lifecycle_messages" {
  name         = "lifecycle-messages"
  description  = "Campaigns and sends for the retention report"
  api_key_wo   = var.iterable_api_key
  region       = "eu" # The default is "us".
  rotate_after = "2160h"
}
