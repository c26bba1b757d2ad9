# A small module with a test against the sandbox: the real provider asks a vendor
# in miniature. Run it where the sandbox's file was sourced.

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
  description = "Who is asked at plan and apply, such as { apply = \"lenient\" }."
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
  description = "It rises by one with each rotation, and with nothing else."
  value       = connector_credential_precoro.procurement.secret_revision
}
