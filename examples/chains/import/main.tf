# Imports a credential by its name, for example after splitting a state. The first
# apply verifies it with the secret from the configuration and sets status and
# secret_revision. After that, you can remove the import block.

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

import {
  to = connector_credential_precoro.procurement
  id = "procurement" # The name of the credential, as below.
}

resource "connector_credential_precoro" "procurement" {
  name         = "procurement"
  api_token_wo = var.precoro_api_token
  user_email   = var.precoro_user_email
}

output "procurement" {
  value = {
    id              = connector_credential_precoro.procurement.id
    status          = connector_credential_precoro.procurement.status
    secret_revision = connector_credential_precoro.procurement.secret_revision
  }
}
