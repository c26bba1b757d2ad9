# Set them with TF_VAR_datadog_api_key and TF_VAR_datadog_application_key.
# An ephemeral value is in no plan file.
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
  region             = "eu1" # The organization's site; "us1" where it is left out.
}
