# A small module with tests in tests/. They replace the provider with a mock, so
# they need no credential, no network and no sandbox.

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

variable "precoro_user_email" {
  description = "E-mail address of the user that the API token was generated for."
  type        = string
  default     = "integrations@example.com"
}

variable "region" {
  description = "The company's region at Precoro."
  type        = string
  default     = "global"
}

resource "connector_credential_precoro" "procurement" {
  name         = "procurement"
  api_token_wo = var.precoro_api_token
  user_email   = var.precoro_user_email
  region       = var.region

  verification = {
    apply = "lenient" # An outage is not an error, and sets status = "inconclusive".
  }
}

# Runs after a rotation, and only with an accepted token.
resource "terraform_data" "sync" {
  input = {
    enabled         = connector_credential_precoro.procurement.status == "verified"
    header_names    = connector_credential_precoro.procurement.header_names
    secret_revision = connector_credential_precoro.procurement.secret_revision
  }
}
