# Credentials with requirements: the scopes that a pipeline needs, and the environment
# that a key must belong to. If a key does not meet them, the plan fails before
# anything changes.

terraform {
  required_version = ">= 1.11"

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}

provider "connector" {}

variable "attio_access_token" {
  type      = string
  ephemeral = true
  sensitive = true
}

variable "attio_scopes" {
  description = "Scopes that the pipeline needs. Empty requires none."
  type        = set(string)
  default     = ["object_configuration:read", "record_permission:read"]
}

variable "stripe_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

variable "environment" {
  description = "Environment of this workspace, live or test."
  type        = string
  default     = "test"
}

resource "connector_credential_attio" "relationships" {
  name            = "relationships"
  access_token_wo = var.attio_access_token

  required_scopes = var.attio_scopes
  expiry_warning  = "720h"
}

resource "connector_credential_stripe" "payments" {
  name       = "payments"
  api_key_wo = var.stripe_api_key

  required_environment = var.environment
}

# A key that never expires has no expires_at.
check "expiry" {
  assert {
    condition     = connector_credential_attio.relationships.expires_at == null
    error_message = "The access token expires. Use one that does not, or plan its rotation."
  }
}

output "scopes" {
  value = connector_credential_attio.relationships.scopes
}
