# A long apply that needs the headers only at its end. The provider requests the
# access token when the ephemeral resource is opened, so it is opened last.

terraform {
  required_version = ">= 1.11"

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}

variable "salesforce_client_secret" {
  type      = string
  ephemeral = true
  sensitive = true
}

variable "salesforce_domain" {
  type    = string
  default = "sandbox-org--uat.sandbox"
}

variable "salesforce_client_id" {
  type    = string
  default = "sandbox-salesforce-consumer-key"
}

resource "connector_credential_salesforce" "crm" {
  name             = "crm"
  domain           = var.salesforce_domain
  client_id        = var.salesforce_client_id
  client_secret_wo = var.salesforce_client_secret
}

# Represents a resource that takes long to create, such as a warehouse.
resource "terraform_data" "warehouse" {
  input = connector_credential_salesforce.crm.id
}

ephemeral "connector_credential_salesforce" "late" {
  domain        = var.salesforce_domain
  client_id     = var.salesforce_client_id
  client_secret = var.salesforce_client_secret

  depends_on = [terraform_data.warehouse]
}

# Ephemeral, for a provider block or a write-only argument.
locals {
  late_headers = ephemeral.connector_credential_salesforce.late.headers
}
