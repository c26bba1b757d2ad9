# Set TF_VAR_affinity_api_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "affinity_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_affinity" "deal_flow" {
  name         = "deal-flow"
  description  = "Lists and opportunities for the pipeline report"
  api_key_wo   = var.affinity_api_key
  rotate_after = "2160h"
}

# The account that Affinity reports. It is not secret.
output "deal_flow_account" {
  value = connector_credential_affinity.deal_flow.account
}
