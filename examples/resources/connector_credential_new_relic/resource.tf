# Set TF_VAR_new_relic_user_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "new_relic_user_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_new_relic" "observability" {
  name         = "observability"
  description  = "Entities and alert conditions for the service catalog"
  user_key_wo  = var.new_relic_user_key
  region       = "eu" # The default is "us".
  rotate_after = "2160h"
}

# The account that New Relic reports. It is not secret.
output "observability_account" {
  value = connector_credential_new_relic.observability.account
}
