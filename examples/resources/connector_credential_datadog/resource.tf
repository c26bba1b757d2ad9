# Set TF_VAR_datadog_api_key and TF_VAR_datadog_application_key in the environment.
# An ephemeral value is not stored in plan or state.
variable "datadog_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

variable "datadog_application_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

resource "connector_credential_datadog" "service_levels" {
  name               = "service-levels"
  description        = "Monitors and objectives for the availability report"
  api_key_wo         = var.datadog_api_key
  application_key_wo = var.datadog_application_key
  region             = "us3" # The default is "us1".
  rotate_after       = "2160h"
}

# The account that Datadog reports. It is not secret.
output "service_levels_account" {
  value = connector_credential_datadog.service_levels.account
}
