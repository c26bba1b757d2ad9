# A small module with a test that uses the real provider and the sandbox. Source
# the sandbox's file before you run it.

terraform {
  required_version = ">= 1.11"

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}

variable "precoro_api_token" {
  description = "API token of the user that reads purchase orders."
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "verification" {
  description = "Verification policy of plan and apply, such as { apply = \"lenient\" }."
  type        = map(string)
  default     = {}
}

resource "connector_credential_precoro" "procurement" {
  name         = "procurement"
  api_token_wo = var.precoro_api_token
  user_email   = "integrations@example.com"
  verification = var.verification
}

output "secret_revision" {
  description = "Increases by one with each rotation, and only then."
  value       = connector_credential_precoro.procurement.secret_revision
}
