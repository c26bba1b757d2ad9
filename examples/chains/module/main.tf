# Credentials in a module of their own. Secrets go in as ephemeral variables, from
# the root to the resource; what comes out is not secret.

terraform {
  required_version = ">= 1.11"

  required_providers {
    connector = {
      source = "connector-credentials/connector"
    }
  }
}

provider "connector" {}

variable "precoro_api_token" {
  type      = string
  ephemeral = true # Both sides of the hand-over have to say so.
  sensitive = true
}

variable "precoro_user_email" {
  type    = string
  default = "integrations@example.com"
}

variable "resci_api_key" {
  type      = string
  ephemeral = true
  sensitive = true
}

module "credentials" {
  source = "./modules/credentials"

  prefix             = "finance"
  precoro_api_token  = var.precoro_api_token
  precoro_user_email = var.precoro_user_email
  resci_api_key      = var.resci_api_key
}

# Anything that follows the credentials, by way of the module's outputs.
resource "terraform_data" "pipeline" {
  input = { for connector, credential in module.credentials.credentials : connector => credential.id }
}

output "credentials" {
  value = module.credentials.credentials
}
