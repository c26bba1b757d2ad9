# Set TF_VAR_clari_copilot_api_key and TF_VAR_clari_copilot_api_password in the environment.
# An ephemeral value is not stored in plan or state.
variable "clari_copilot_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

variable "clari_copilot_api_password" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_clari_copilot" "sales_calls" {
  name            = "sales-calls"
  description     = "Call topics for the revenue dashboard"
  api_key_wo      = var.clari_copilot_api_key
  api_password_wo = var.clari_copilot_api_password
  rotate_after    = "2160h"
}
